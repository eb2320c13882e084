-- Removal of what Gantry has left on servers and does not use any more, what each run of it did, and how full disks were.
ALTER TABLE "servers"
    ADD COLUMN "cleanup_frequency" TEXT NOT NULL DEFAULT '0 0 * * *',
    ADD COLUMN "cleanup_threshold" INTEGER NOT NULL DEFAULT 80,
    ADD COLUMN "is_cleanup_forced" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "removes_unused_volumes" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "removes_unused_networks" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "keeps_current_image_only" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "cleanup_next_run_at" TIMESTAMPTZ(6),
    ADD COLUMN "disk_check_next_run_at" TIMESTAMPTZ(6),
    ADD COLUMN "is_disk_warning_sent" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "cleanup_executions" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "status" "TaskStatus" NOT NULL DEFAULT 'running',
    "cause" "Cause" NOT NULL,
    "removes_volumes" BOOLEAN NOT NULL DEFAULT false,
    "removes_networks" BOOLEAN NOT NULL DEFAULT false,
    "message" TEXT,
    "removed" JSONB NOT NULL DEFAULT '[]',
    "freed_bytes" BIGINT NOT NULL DEFAULT 0,
    "disk_used_before" INTEGER,
    "disk_used_after" INTEGER,
    "finished_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "cleanup_executions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "disk_samples" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "total_bytes" BIGINT NOT NULL,
    "free_bytes" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "disk_samples_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "unattached_volumes" (
    "organization_id" UUID NOT NULL,
    "server_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "unattached_volumes_pkey" PRIMARY KEY ("server_id", "name")
);

CREATE INDEX "servers_cleanup_next_run_at_idx" ON "servers"("cleanup_next_run_at");
CREATE INDEX "servers_disk_check_next_run_at_idx" ON "servers"("disk_check_next_run_at");
CREATE UNIQUE INDEX "cleanup_executions_uuid_key" ON "cleanup_executions"("uuid");
CREATE INDEX "cleanup_executions_server_id_id_idx" ON "cleanup_executions"("server_id", "id" DESC);
CREATE INDEX "cleanup_executions_organization_id_idx" ON "cleanup_executions"("organization_id");
-- One at a time; not in the schema, because Prisma knows no partial index.
CREATE UNIQUE INDEX "cleanup_executions_running_key" ON "cleanup_executions"("server_id") WHERE "status" = 'running';
CREATE INDEX "disk_samples_server_id_at_idx" ON "disk_samples"("server_id", "at");
CREATE INDEX "disk_samples_organization_id_idx" ON "disk_samples"("organization_id");
CREATE INDEX "unattached_volumes_organization_id_idx" ON "unattached_volumes"("organization_id");
ALTER TABLE "cleanup_executions" ADD CONSTRAINT "cleanup_executions_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "disk_samples" ADD CONSTRAINT "disk_samples_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "unattached_volumes" ADD CONSTRAINT "unattached_volumes_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
