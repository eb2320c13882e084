-- Calls of forges, and what they did with each application.
CREATE TABLE "webhook_deliveries" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "repository" TEXT,
    "ref" TEXT,
    "commit" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "content" JSONB,
    "first_uuid" TEXT,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "webhook_decisions" (
    "id" SERIAL NOT NULL,
    "delivery_id" INTEGER NOT NULL,
    "workload_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "operation_uuid" TEXT,

    CONSTRAINT "webhook_decisions_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "webhook_deliveries_uuid_key" ON "webhook_deliveries"("uuid");
CREATE INDEX "webhook_deliveries_organization_id_id_idx" ON "webhook_deliveries"("organization_id", "id" DESC);
CREATE INDEX "webhook_deliveries_received_at_idx" ON "webhook_deliveries"("received_at");
-- A delivery is accepted once. One whose signature was wrong may come again, and so may one that failed.
CREATE UNIQUE INDEX "webhook_deliveries_accepted_key" ON "webhook_deliveries"("organization_id", "provider", "delivery_id") WHERE "status" IN ('queued', 'skipped', 'success');
CREATE UNIQUE INDEX "webhook_decisions_delivery_id_workload_id_key" ON "webhook_decisions"("delivery_id", "workload_id");
CREATE INDEX "webhook_decisions_workload_id_id_idx" ON "webhook_decisions"("workload_id", "id" DESC);
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "webhook_decisions" ADD CONSTRAINT "webhook_decisions_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "webhook_decisions" ADD CONSTRAINT "webhook_decisions_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
