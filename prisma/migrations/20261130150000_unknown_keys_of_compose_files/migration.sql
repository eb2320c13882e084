ALTER TABLE "stacks" ADD COLUMN "ignore_unknown_keys" BOOLEAN NOT NULL DEFAULT false;
