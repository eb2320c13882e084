-- Stacks share the key of their workload; what a compose file calls a service is a row of `components`.

CREATE TYPE "ComponentKind" AS ENUM ('application', 'database');

CREATE TABLE "stacks" (
    "id" INTEGER NOT NULL,
    "service_type" TEXT,
    "docker_compose_raw" BYTEA NOT NULL,
    "docker_compose" BYTEA NOT NULL,
    "connect_to_docker_network" BOOLEAN NOT NULL DEFAULT false,
    "is_container_label_escape_enabled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "stacks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "components" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "workload_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "ComponentKind" NOT NULL,
    "human_name" TEXT,
    "description" TEXT,
    "image" TEXT NOT NULL,
    "image_override" TEXT,
    "fqdn" TEXT,
    "noindex_domains" TEXT,
    "is_excluded_from_status" BOOLEAN NOT NULL DEFAULT false,
    "is_log_drain_enabled" BOOLEAN NOT NULL DEFAULT false,
    "is_gzip_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_stripprefix_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "public_port" INTEGER,
    "public_port_timeout" INTEGER NOT NULL DEFAULT 3600,
    "status" TEXT NOT NULL DEFAULT 'exited',
    "last_online_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "components_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "components_uuid_key" ON "components"("uuid");
CREATE INDEX "components_organization_id_idx" ON "components"("organization_id");
CREATE UNIQUE INDEX "components_workload_id_name_key" ON "components"("workload_id", "name");

ALTER TABLE "domains" ADD COLUMN "component" TEXT;

ALTER TABLE "stacks" ADD CONSTRAINT "stacks_id_fkey" FOREIGN KEY ("id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "components" ADD CONSTRAINT "components_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
