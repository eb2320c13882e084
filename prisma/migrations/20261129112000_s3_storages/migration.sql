CREATE TABLE "s3_storages" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "endpoint" TEXT NOT NULL,
    "bucket" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "secret_sealed" BYTEA NOT NULL,
    "is_usable" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "s3_storages_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "s3_storages_uuid_key" ON "s3_storages"("uuid");
CREATE INDEX "s3_storages_organization_id_idx" ON "s3_storages"("organization_id");

ALTER TABLE "backup_schedules" ADD COLUMN "saves_to_s3" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "s3_storage_id" INTEGER;
ALTER TABLE "backup_executions" ADD COLUMN "is_local" BOOLEAN NOT NULL DEFAULT true, ADD COLUMN "s3_object" TEXT,
    ADD COLUMN "s3_storage_id" INTEGER, ADD COLUMN "is_in_s3" BOOLEAN;

ALTER TABLE "s3_storages" ADD CONSTRAINT "s3_storages_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "backup_schedules" ADD CONSTRAINT "backup_schedules_s3_storage_id_fkey" FOREIGN KEY ("s3_storage_id") REFERENCES "s3_storages"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "backup_executions" ADD CONSTRAINT "backup_executions_s3_storage_id_fkey" FOREIGN KEY ("s3_storage_id") REFERENCES "s3_storages"("id") ON DELETE SET NULL ON UPDATE CASCADE;
