ALTER TABLE "backup_schedules"
  ADD COLUMN "drill_frequency" TEXT DEFAULT '0 4 * * 0',
  ADD COLUMN "next_drill_at" TIMESTAMPTZ(6),
  ADD COLUMN "last_proven_at" TIMESTAMPTZ(6);

-- The first drill of a schedule that is there already: spread over a week, so that a server does not do all at once.
UPDATE "backup_schedules"
  SET "next_drill_at" = now() + interval '1 day' + ("id" % 144) * interval '1 hour'
  WHERE "is_enabled";

ALTER TABLE "backup_executions"
  ADD COLUMN "contents" JSONB,
  ADD COLUMN "proven_at" TIMESTAMPTZ(6),
  ADD COLUMN "drill_error" TEXT;

CREATE INDEX "backup_schedules_next_drill_at_idx" ON "backup_schedules"("next_drill_at");
