-- Backups that did not happen are recorded with the reason. They have no operation.
ALTER TYPE "BackupStatus" ADD VALUE 'missed';
ALTER TABLE "backup_executions" ALTER COLUMN "operation_uuid" DROP NOT NULL;
