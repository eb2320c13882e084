-- Parts of a group wait a second time, when they serve and what ran before is kept.
ALTER TYPE "DeploymentGroupState" ADD VALUE 'completing' AFTER 'releasing';
ALTER TABLE "operations" ADD COLUMN "serving_at" TIMESTAMPTZ(6);
ALTER TABLE "operations" ADD COLUMN "undo_incomplete" BOOLEAN NOT NULL DEFAULT false;
