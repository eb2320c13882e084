CREATE TABLE "github_installations" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "github_app_id" INTEGER NOT NULL,
    "installation_id" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "account_type" TEXT NOT NULL,
    "url" TEXT,
    "is_suspended" BOOLEAN NOT NULL,
    "permissions" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "github_installations_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "github_installations_github_app_id_installation_id_key" ON "github_installations"("github_app_id", "installation_id");
CREATE INDEX "github_installations_organization_id_idx" ON "github_installations"("organization_id");
ALTER TABLE "github_installations" ADD CONSTRAINT "github_installations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "github_installations" ADD CONSTRAINT "github_installations_github_app_id_fkey" FOREIGN KEY ("github_app_id") REFERENCES "github_apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now an app had one installation, which opened every repository.
ALTER TABLE "applications" ADD COLUMN "github_installation_id" INTEGER;
UPDATE "applications" SET "github_installation_id" = g."installation_id"
FROM "github_apps" g WHERE g."id" = "applications"."github_app_id";
