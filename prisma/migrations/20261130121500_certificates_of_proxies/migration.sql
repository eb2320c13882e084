-- Certificates that users give to proxies, and what proxies present.
CREATE TABLE "uploaded_certificates" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "chain" TEXT NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "names" TEXT[],
    "issuer" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "uploaded_certificates_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "served_certificates" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "domain" TEXT NOT NULL,
    "is_uploaded" BOOLEAN NOT NULL DEFAULT false,
    "issuer" TEXT,
    "issued_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "problem" TEXT,
    "failed_at" TIMESTAMPTZ(6),
    "checked_at" TIMESTAMPTZ(6) NOT NULL,
    "warned_of" TIMESTAMPTZ(6),

    CONSTRAINT "served_certificates_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "uploaded_certificates_uuid_key" ON "uploaded_certificates"("uuid");
CREATE INDEX "uploaded_certificates_server_id_idx" ON "uploaded_certificates"("server_id");
CREATE INDEX "uploaded_certificates_organization_id_idx" ON "uploaded_certificates"("organization_id");
CREATE UNIQUE INDEX "served_certificates_server_id_domain_key" ON "served_certificates"("server_id", "domain");
CREATE INDEX "served_certificates_organization_id_idx" ON "served_certificates"("organization_id");

ALTER TABLE "uploaded_certificates" ADD CONSTRAINT "uploaded_certificates_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "served_certificates" ADD CONSTRAINT "served_certificates_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
