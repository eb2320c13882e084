-- GitHub Apps that are created from a manifest: the browser is sent to GitHub and comes back with a state.
ALTER TABLE "github_apps" ADD COLUMN "slug" TEXT;

CREATE TYPE "GithubVisitKind" AS ENUM ('create', 'install');

CREATE TABLE "github_visits" (
    "state_hash" TEXT NOT NULL,
    "kind" "GithubVisitKind" NOT NULL,
    "organization_id" UUID NOT NULL,
    "session_id" TEXT NOT NULL,
    "app_uuid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "api_url" TEXT NOT NULL,
    "html_url" TEXT NOT NULL,
    "account" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "github_visits_pkey" PRIMARY KEY ("state_hash")
);

CREATE INDEX "github_visits_organization_id_idx" ON "github_visits"("organization_id");
CREATE INDEX "github_visits_session_id_idx" ON "github_visits"("session_id");
CREATE INDEX "github_visits_expires_at_idx" ON "github_visits"("expires_at");
ALTER TABLE "github_visits" ADD CONSTRAINT "github_visits_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "github_visits" ADD CONSTRAINT "github_visits_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
