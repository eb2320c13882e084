import type { BackupSchedule } from '../../db/generated/client';
import type { S3Object } from '../../domain/s3-bucket';
import type { OrganizationScope } from '../context';
import { copyOf } from './copies';
import { outdatedBackups } from './kept';

/** Files and copies to remove, each by its own limits. */
export async function outdatedOf(
  scope: OrganizationScope,
  schedule: BackupSchedule,
): Promise<{ outdated: string[]; outdatedObjects: S3Object[] }> {
  const rows = await scope.db.backupExecution.findMany({
    where: { scheduleId: schedule.id, status: 'success' },
    include: { s3Storage: true },
    orderBy: { id: 'desc' },
  });
  const now = scope.clock.now();
  const backups = rows.map((row) => ({ ...row, bytes: Number(row.bytes ?? 0), copy: copyOf(scope, row) }));
  const ofCopies = {
    keepAmount: schedule.keepAmountS3,
    keepDays: schedule.keepDaysS3,
    keepGigabytes: schedule.keepGigabytesS3,
  };
  const parts = [...new Set(backups.map(({ database }) => database))].map((part) =>
    backups.filter(({ database }) => database === part),
  );
  const files = parts.flatMap((part) =>
    outdatedBackups(
      schedule,
      part.filter(({ isLocal }) => isLocal),
      now,
    ),
  );
  const copies = parts.flatMap((part) =>
    outdatedBackups(
      ofCopies,
      part.filter(({ copy }) => copy !== null),
      now,
    ),
  );
  return {
    outdated: files.map(({ file }) => file),
    outdatedObjects: copies.flatMap(({ copy }) => copy ?? []),
  };
}
