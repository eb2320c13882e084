-- GitHub Apps as sources of applications.
ALTER TYPE "SourceKind" ADD VALUE 'github_app';

CREATE TABLE "github_apps" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "organization" TEXT,
    "api_url" TEXT NOT NULL,
    "html_url" TEXT NOT NULL,
    "custom_user" TEXT NOT NULL DEFAULT 'git',
    "custom_port" INTEGER NOT NULL DEFAULT 22,
    "app_id" INTEGER NOT NULL,
    "installation_id" INTEGER,
    "client_id" TEXT NOT NULL,
    "client_secret" BYTEA NOT NULL,
    "webhook_secret" BYTEA,
    "private_key_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "github_apps_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "applications" ADD COLUMN "github_app_id" INTEGER, ADD COLUMN "repository_id" INTEGER;

CREATE UNIQUE INDEX "github_apps_uuid_key" ON "github_apps"("uuid");
CREATE INDEX "github_apps_organization_id_idx" ON "github_apps"("organization_id");
CREATE INDEX "github_apps_app_id_idx" ON "github_apps"("app_id");
CREATE INDEX "github_apps_private_key_id_idx" ON "github_apps"("private_key_id");
CREATE INDEX "applications_github_app_id_idx" ON "applications"("github_app_id");
ALTER TABLE "github_apps" ADD CONSTRAINT "github_apps_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "github_apps" ADD CONSTRAINT "github_apps_private_key_id_fkey" FOREIGN KEY ("private_key_id") REFERENCES "private_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "applications" ADD CONSTRAINT "applications_github_app_id_fkey" FOREIGN KEY ("github_app_id") REFERENCES "github_apps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
