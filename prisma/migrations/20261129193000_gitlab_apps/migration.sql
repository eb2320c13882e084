-- GitLab apps as sources of applications.
CREATE TABLE "gitlab_apps" (
    "id" SERIAL NOT NULL,
    "uuid" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "api_url" TEXT NOT NULL,
    "html_url" TEXT NOT NULL,
    "custom_user" TEXT NOT NULL DEFAULT 'git',
    "custom_port" INTEGER NOT NULL DEFAULT 22,
    "group_name" TEXT,
    "client_id" TEXT,
    "client_secret" BYTEA,
    "webhook_token" BYTEA,
    "redirect_uri" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "gitlab_apps_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "applications" ADD COLUMN "gitlab_app_id" INTEGER;

CREATE UNIQUE INDEX "gitlab_apps_uuid_key" ON "gitlab_apps"("uuid");
CREATE INDEX "gitlab_apps_organization_id_idx" ON "gitlab_apps"("organization_id");
CREATE INDEX "applications_gitlab_app_id_idx" ON "applications"("gitlab_app_id");
ALTER TABLE "gitlab_apps" ADD CONSTRAINT "gitlab_apps_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "applications" ADD CONSTRAINT "applications_gitlab_app_id_fkey" FOREIGN KEY ("gitlab_app_id") REFERENCES "gitlab_apps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
