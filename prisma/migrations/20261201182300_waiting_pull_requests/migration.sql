CREATE TABLE "waiting_pull_requests" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "workload_id" INTEGER NOT NULL,
    "pull_request_id" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "deployment_uuid" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "waiting_pull_requests_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "waiting_pull_requests_workload_id_pull_request_id_key" ON "waiting_pull_requests"("workload_id", "pull_request_id");
CREATE INDEX "waiting_pull_requests_organization_id_idx" ON "waiting_pull_requests"("organization_id");
ALTER TABLE "waiting_pull_requests" ADD CONSTRAINT "waiting_pull_requests_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
