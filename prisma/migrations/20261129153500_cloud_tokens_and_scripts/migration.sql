-- Credentials of cloud providers, and scripts that new machines begin with.
CREATE TABLE "cloud_tokens" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "cloud_tokens_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "cloud_init_scripts" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "script_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "cloud_init_scripts_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "cloud_tokens_uuid_key" ON "cloud_tokens"("uuid");
CREATE INDEX "cloud_tokens_organization_id_idx" ON "cloud_tokens"("organization_id");
CREATE UNIQUE INDEX "cloud_init_scripts_uuid_key" ON "cloud_init_scripts"("uuid");
CREATE INDEX "cloud_init_scripts_organization_id_idx" ON "cloud_init_scripts"("organization_id");
ALTER TABLE "cloud_tokens" ADD CONSTRAINT "cloud_tokens_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "cloud_init_scripts" ADD CONSTRAINT "cloud_init_scripts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
