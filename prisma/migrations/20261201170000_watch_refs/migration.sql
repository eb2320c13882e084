ALTER TABLE "applications" ADD COLUMN "watch_refs" TEXT;
ALTER TABLE "deployments" ADD COLUMN "git_ref" TEXT;
