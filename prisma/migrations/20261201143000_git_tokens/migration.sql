CREATE TABLE "git_tokens" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "forge" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "html_url" TEXT NOT NULL,
    "api_url" TEXT NOT NULL,
    "ssh_host" TEXT,
    "repositories" TEXT,
    "token_sealed" BYTEA NOT NULL,
    "last_used_at" TIMESTAMPTZ(6),
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "git_tokens_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "git_tokens_uuid_key" ON "git_tokens"("uuid");
CREATE INDEX "git_tokens_organization_id_idx" ON "git_tokens"("organization_id");

ALTER TABLE "git_tokens" ADD CONSTRAINT "git_tokens_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "forge_reports" (
    "workload_id" INTEGER NOT NULL,
    "organization_id" UUID NOT NULL,
    "reported_at" TIMESTAMPTZ(6) NOT NULL,
    "problem" TEXT,
    "missing_permissions" TEXT[],

    CONSTRAINT "forge_reports_pkey" PRIMARY KEY ("workload_id")
);
CREATE INDEX "forge_reports_organization_id_idx" ON "forge_reports"("organization_id");

ALTER TABLE "forge_reports" ADD CONSTRAINT "forge_reports_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "deployments" ADD COLUMN "forge_deployment_id" BIGINT;
