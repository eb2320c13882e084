-- The contract's tags say when they were changed; those that are there were not, since they were made.
ALTER TABLE "tags" ADD COLUMN "updated_at" TIMESTAMPTZ(6);
UPDATE "tags" SET "updated_at" = "created_at";
ALTER TABLE "tags" ALTER COLUMN "updated_at" SET NOT NULL;
