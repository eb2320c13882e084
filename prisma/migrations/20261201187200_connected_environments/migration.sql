-- Further environments whose networks the containers of a workload join (deployment contract D18.1).
CREATE TABLE "connected_environments" (
  "workload_id" INTEGER NOT NULL,
  "environment_id" INTEGER NOT NULL,
  "organization_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "connected_environments_pkey" PRIMARY KEY ("workload_id", "environment_id"),
  CONSTRAINT "connected_environments_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "connected_environments_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "connected_environments_environment_id_idx" ON "connected_environments" ("environment_id");
