-- Changes that were planned, to be applied once by the credential that planned them.
CREATE TABLE "change_plans" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "content_sealed" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "change_plans_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "change_plans_uuid_key" ON "change_plans"("uuid");
CREATE INDEX "change_plans_organization_id_idx" ON "change_plans"("organization_id");
CREATE INDEX "change_plans_expires_at_idx" ON "change_plans"("expires_at");

ALTER TABLE "change_plans" ADD CONSTRAINT "change_plans_organization_id_fkey"
    FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
