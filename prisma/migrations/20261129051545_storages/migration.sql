-- What is mounted into the containers of workloads. The keys keep two storages from one path and from one volume.
CREATE TYPE "StorageKind" AS ENUM ('volume', 'bind', 'file', 'directory', 'host_file', 'host_directory');

CREATE TABLE "storages" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "workload_id" INTEGER NOT NULL,
    "component" TEXT NOT NULL DEFAULT 'main',
    "kind" "StorageKind" NOT NULL,
    "name" TEXT,
    "mount_path" TEXT NOT NULL,
    "host_path" TEXT,
    "content_sealed" BYTEA,
    "is_preview_suffix_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "storages_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "storages_uuid_key" ON "storages"("uuid");
CREATE INDEX "storages_organization_id_idx" ON "storages"("organization_id");
CREATE UNIQUE INDEX "storages_workload_id_component_mount_path_key" ON "storages"("workload_id", "component", "mount_path");
CREATE UNIQUE INDEX "storages_workload_id_component_kind_name_key" ON "storages"("workload_id", "component", "kind", "name");

ALTER TABLE "storages" ADD CONSTRAINT "storages_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
