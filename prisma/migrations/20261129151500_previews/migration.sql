-- Previews of the pull requests of applications.
CREATE TYPE "PreviewState" AS ENUM ('waiting', 'deploying', 'running', 'failed', 'removing');

CREATE TABLE "previews" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "workload_id" INTEGER NOT NULL,
    "pull_request_id" INTEGER NOT NULL,
    "state" "PreviewState" NOT NULL DEFAULT 'waiting',
    "status" TEXT NOT NULL DEFAULT 'exited',
    "title" TEXT NOT NULL DEFAULT '',
    "author" TEXT,
    "url" TEXT,
    "branch" TEXT,
    "commit" TEXT NOT NULL DEFAULT 'HEAD',
    "image_tag" TEXT,
    "is_fork" BOOLEAN NOT NULL,
    "needs_approval" BOOLEAN NOT NULL,
    "approved_commit" TEXT,
    "approved_by" UUID,
    "random" TEXT NOT NULL,
    "fqdn" TEXT,
    "deployment_uuid" TEXT,
    "comment_id" BIGINT,
    "active_at" TIMESTAMPTZ(6) NOT NULL,
    "last_online_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "previews_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "previews_pull_request_id_check" CHECK ("pull_request_id" > 0)
);

CREATE UNIQUE INDEX "previews_uuid_key" ON "previews"("uuid");
CREATE UNIQUE INDEX "previews_workload_id_pull_request_id_key" ON "previews"("workload_id", "pull_request_id");
CREATE INDEX "previews_organization_id_idx" ON "previews"("organization_id");
ALTER TABLE "previews" ADD CONSTRAINT "previews_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workloads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Domains of previews are claims as those of applications are.
ALTER TABLE "domains" ADD COLUMN "pull_request_id" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "applications" ADD COLUMN "preview_limit" INTEGER NOT NULL DEFAULT 10, ADD COLUMN "preview_expiry_days" INTEGER NOT NULL DEFAULT 30;

-- Variables of previews that previews of forks may read.
ALTER TABLE "environment_variables" ADD COLUMN "is_shareable" BOOLEAN NOT NULL DEFAULT false;
