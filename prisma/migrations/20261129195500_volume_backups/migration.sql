-- Backups of volumes and folders, on the schedules of dumps.
ALTER TABLE "backup_schedules"
    ADD COLUMN "storage_uuid" TEXT,
    ADD COLUMN "keeps_local" BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN "stops_workload" BOOLEAN NOT NULL DEFAULT false;

CREATE UNIQUE INDEX "backup_schedules_workload_id_storage_uuid_key" ON "backup_schedules"("workload_id", "storage_uuid");
