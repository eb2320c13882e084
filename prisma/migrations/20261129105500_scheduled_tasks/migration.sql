-- Commands that are run in containers by the clock, and what became of each run.
CREATE TYPE "TaskStatus" AS ENUM ('running', 'success', 'failed', 'missed');

CREATE TABLE "scheduled_tasks" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "workload_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "frequency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "container" TEXT,
    "timeout" INTEGER NOT NULL DEFAULT 300,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "next_run_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "scheduled_tasks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "task_executions" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "task_id" INTEGER NOT NULL,
    "operation_uuid" TEXT,
    "status" "TaskStatus" NOT NULL DEFAULT 'running',
    "output" TEXT,
    "exit_code" INTEGER,
    "reason" TEXT,
    "retry_count" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "task_executions_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "scheduled_tasks_uuid_key" ON "scheduled_tasks"("uuid");
CREATE INDEX "scheduled_tasks_workload_id_idx" ON "scheduled_tasks"("workload_id");
CREATE INDEX "scheduled_tasks_organization_id_idx" ON "scheduled_tasks"("organization_id");
CREATE INDEX "scheduled_tasks_next_run_at_idx" ON "scheduled_tasks"("next_run_at");
CREATE UNIQUE INDEX "task_executions_uuid_key" ON "task_executions"("uuid");
CREATE UNIQUE INDEX "task_executions_operation_uuid_key" ON "task_executions"("operation_uuid");
CREATE INDEX "task_executions_task_id_id_idx" ON "task_executions"("task_id", "id" DESC);
CREATE INDEX "task_executions_organization_id_idx" ON "task_executions"("organization_id");
ALTER TABLE "scheduled_tasks" ADD CONSTRAINT "scheduled_tasks_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "task_executions" ADD CONSTRAINT "task_executions_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "scheduled_tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
