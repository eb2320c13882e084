-- Deployments that succeed together or go back together.
CREATE TYPE "DeploymentGroupState" AS ENUM ('preparing', 'releasing', 'finished', 'reverting', 'reverted', 'failed');

CREATE TABLE "deployment_groups" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "state" "DeploymentGroupState" NOT NULL DEFAULT 'preparing',
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "deployment_groups_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "deployment_groups_uuid_key" ON "deployment_groups"("uuid");
CREATE INDEX "deployment_groups_organization_id_idx" ON "deployment_groups"("organization_id");
CREATE INDEX "deployment_groups_finished_at_idx" ON "deployment_groups"("finished_at");
ALTER TABLE "deployment_groups" ADD CONSTRAINT "deployment_groups_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "operations" ADD COLUMN "group_id" INTEGER, ADD COLUMN "paused_at" TIMESTAMPTZ(6), ADD COLUMN "reverts_id" INTEGER;
CREATE INDEX "operations_group_id_idx" ON "operations"("group_id");
CREATE UNIQUE INDEX "operations_reverts_id_key" ON "operations"("reverts_id");
ALTER TABLE "operations" ADD CONSTRAINT "operations_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "deployment_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "operations" ADD CONSTRAINT "operations_reverts_id_fkey" FOREIGN KEY ("reverts_id") REFERENCES "operations"("id") ON DELETE SET NULL ON UPDATE CASCADE;
