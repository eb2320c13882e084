-- What users add to the configuration of a proxy, with its history.
CREATE TABLE "proxy_configurations" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "user_id" UUID,
    "content_sealed" BYTEA NOT NULL,
    "problem" TEXT,
    "reverted_to" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proxy_configurations_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "proxy_configurations_uuid_key" ON "proxy_configurations"("uuid");
CREATE INDEX "proxy_configurations_server_id_id_idx" ON "proxy_configurations"("server_id", "id" DESC);
CREATE INDEX "proxy_configurations_organization_id_idx" ON "proxy_configurations"("organization_id");
CREATE INDEX "proxy_configurations_user_id_idx" ON "proxy_configurations"("user_id");

ALTER TABLE "proxy_configurations" ADD CONSTRAINT "proxy_configurations_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "proxy_configurations" ADD CONSTRAINT "proxy_configurations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
