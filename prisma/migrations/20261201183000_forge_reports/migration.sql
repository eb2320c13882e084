-- Statuses at commits and comments at pull requests fail apart from each other. Which of them was the last one is not known.
CREATE TYPE "ForgeReportKind" AS ENUM ('status', 'comment');
ALTER TABLE "forge_reports" ADD COLUMN "kind" "ForgeReportKind" NOT NULL DEFAULT 'status';
ALTER TABLE "forge_reports" ALTER COLUMN "kind" DROP DEFAULT;
ALTER TABLE "forge_reports" DROP CONSTRAINT "forge_reports_pkey";
ALTER TABLE "forge_reports" ADD CONSTRAINT "forge_reports_pkey" PRIMARY KEY ("workload_id", "kind");

-- Names under which forges show the applications of an organization.
CREATE TABLE "forge_report_names" (
    "workload_id" INTEGER NOT NULL,
    "is_preview" BOOLEAN NOT NULL,
    "organization_id" UUID NOT NULL,
    "claim" TEXT NOT NULL,
    "mark" TEXT NOT NULL,

    CONSTRAINT "forge_report_names_pkey" PRIMARY KEY ("workload_id", "is_preview")
);
CREATE UNIQUE INDEX "forge_report_names_organization_id_claim_key" ON "forge_report_names"("organization_id", "claim");
ALTER TABLE "forge_report_names" ADD CONSTRAINT "forge_report_names_workload_id_fkey"
  FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was deployed before was reported by the version before.
ALTER TABLE "deployments" ADD COLUMN "pending_status_name" TEXT;
ALTER TABLE "deployments" ADD COLUMN "end_reported_at" TIMESTAMPTZ(6);
UPDATE "deployments" d SET "end_reported_at" = COALESCE(o."finished_at", o."updated_at")
FROM "operations" o
WHERE o."id" = d."operation_id" AND o."status" IN ('finished', 'failed', 'cancelled') AND o."lease_holder" IS NULL;
CREATE INDEX "deployments_unreported" ON "deployments" ("operation_id") WHERE "end_reported_at" IS NULL;
