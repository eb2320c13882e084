-- When databases are dumped, which dumps are kept, and what became of each.
CREATE TYPE "BackupStatus" AS ENUM ('running', 'success', 'failed');

CREATE TABLE "backup_schedules" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "workload_id" INTEGER NOT NULL,
    "frequency" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "databases" TEXT,
    "is_of_all" BOOLEAN NOT NULL DEFAULT false,
    "timeout" INTEGER NOT NULL DEFAULT 3600,
    "keep_amount" INTEGER NOT NULL DEFAULT 0,
    "keep_days" INTEGER NOT NULL DEFAULT 0,
    "keep_gigabytes" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "keep_amount_s3" INTEGER NOT NULL DEFAULT 0,
    "keep_days_s3" INTEGER NOT NULL DEFAULT 0,
    "keep_gigabytes_s3" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "next_run_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "backup_schedules_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "backup_executions" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "schedule_id" INTEGER NOT NULL,
    "operation_uuid" TEXT NOT NULL,
    "database" TEXT,
    "file" TEXT NOT NULL,
    "bytes" BIGINT,
    "status" "BackupStatus" NOT NULL DEFAULT 'running',
    "message" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "backup_executions_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "backup_schedules_uuid_key" ON "backup_schedules"("uuid");
CREATE INDEX "backup_schedules_workload_id_idx" ON "backup_schedules"("workload_id");
CREATE INDEX "backup_schedules_organization_id_idx" ON "backup_schedules"("organization_id");
CREATE INDEX "backup_schedules_next_run_at_idx" ON "backup_schedules"("next_run_at");
CREATE UNIQUE INDEX "backup_executions_uuid_key" ON "backup_executions"("uuid");
CREATE UNIQUE INDEX "backup_executions_operation_uuid_file_key" ON "backup_executions"("operation_uuid", "file");
CREATE INDEX "backup_executions_schedule_id_id_idx" ON "backup_executions"("schedule_id", "id" DESC);
CREATE INDEX "backup_executions_organization_id_idx" ON "backup_executions"("organization_id");
ALTER TABLE "backup_schedules" ADD CONSTRAINT "backup_schedules_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "backup_executions" ADD CONSTRAINT "backup_executions_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "backup_schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;
