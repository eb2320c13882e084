-- Tasks without a time zone follow that of their server. Those that exist keep the one that they have.
ALTER TABLE "servers" ADD COLUMN "time_zone" TEXT NOT NULL DEFAULT 'UTC';
ALTER TABLE "scheduled_tasks" ALTER COLUMN "time_zone" DROP DEFAULT;
ALTER TABLE "scheduled_tasks" ALTER COLUMN "time_zone" DROP NOT NULL;
