ALTER TABLE "databases" ADD COLUMN "enable_ssl" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "ssl_mode" TEXT,
    ADD COLUMN "certificate_expires_at" TIMESTAMPTZ(6);

CREATE TABLE "certificate_authorities" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "certificate" TEXT NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "certificate_authorities_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "certificate_authorities_server_id_generation_key" ON "certificate_authorities"("server_id", "generation");

ALTER TABLE "certificate_authorities" ADD CONSTRAINT "certificate_authorities_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
