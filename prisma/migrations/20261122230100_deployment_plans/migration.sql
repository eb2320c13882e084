-- AlterTable
ALTER TABLE "deployments" ADD COLUMN     "plan_basis" JSONB;

-- AlterTable
ALTER TABLE "releases" ADD COLUMN     "container" JSONB;

-- CreateTable
CREATE TABLE "deployment_plans" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "application_id" INTEGER NOT NULL,
    "force" BOOLEAN NOT NULL,
    "basis" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "deployment_plans_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "deployment_plans_uuid_key" ON "deployment_plans"("uuid");

-- CreateIndex
CREATE INDEX "deployment_plans_application_id_idx" ON "deployment_plans"("application_id");

-- CreateIndex
CREATE INDEX "deployment_plans_organization_id_idx" ON "deployment_plans"("organization_id");

-- CreateIndex
CREATE INDEX "deployment_plans_expires_at_idx" ON "deployment_plans"("expires_at");

-- AddForeignKey
ALTER TABLE "deployment_plans" ADD CONSTRAINT "deployment_plans_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;
