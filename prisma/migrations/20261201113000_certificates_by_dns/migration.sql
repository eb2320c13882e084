ALTER TABLE "cloud_tokens" ADD COLUMN "endpoint" TEXT;

CREATE TABLE "dns_certificates" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "cloud_token_id" INTEGER NOT NULL,
    "names" TEXT[],
    "certificate_id" INTEGER,
    "problem" TEXT,
    "failed_at" TIMESTAMPTZ(6),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "leased_until" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dns_certificates_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "dns_certificates_uuid_key" ON "dns_certificates"("uuid");
CREATE UNIQUE INDEX "dns_certificates_certificate_id_key" ON "dns_certificates"("certificate_id");
CREATE INDEX "dns_certificates_server_id_idx" ON "dns_certificates"("server_id");
CREATE INDEX "dns_certificates_cloud_token_id_idx" ON "dns_certificates"("cloud_token_id");
CREATE INDEX "dns_certificates_due_at_idx" ON "dns_certificates"("due_at");

CREATE TABLE "acme_accounts" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "directory_url" TEXT NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "acme_accounts_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "acme_accounts_organization_id_directory_url_key" ON "acme_accounts"("organization_id", "directory_url");

ALTER TABLE "dns_certificates" ADD CONSTRAINT "dns_certificates_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "dns_certificates" ADD CONSTRAINT "dns_certificates_cloud_token_id_fkey" FOREIGN KEY ("cloud_token_id") REFERENCES "cloud_tokens"("id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "dns_certificates" ADD CONSTRAINT "dns_certificates_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "uploaded_certificates"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "acme_accounts" ADD CONSTRAINT "acme_accounts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
