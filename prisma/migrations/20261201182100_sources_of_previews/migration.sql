ALTER TABLE "previews" ADD COLUMN "target_branch" TEXT, ADD COLUMN "source_repository" TEXT;

-- Until now, only pull requests that target the branch of the application had previews from webhooks.
UPDATE "previews" SET "target_branch" = a."git_branch"
FROM "applications" a WHERE a."id" = "previews"."workload_id" AND ("previews"."title" <> '' OR "previews"."url" IS NOT NULL);
