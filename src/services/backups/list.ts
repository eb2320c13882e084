import type { BackupExecution, BackupSchedule } from '../../db/generated/client';
import type { Scope } from '../context';
import { findDatabase } from '../databases/find';
import { findSchedule } from './find';

/** Executions per schedule in the list of schedules. */
const NEWEST = 10;

const withNewest = {
  executions: { orderBy: { id: 'desc' }, take: NEWEST },
  s3Storage: { select: { uuid: true } },
} as const;

export type ScheduleWithExecutions = BackupSchedule & {
  executions: BackupExecution[];
  s3Storage: { uuid: string } | null;
};

/** The schedules of a database, each with its newest executions. */
export async function listSchedules(scope: Scope, databaseUuid: string): Promise<ScheduleWithExecutions[]> {
  const { id } = await findDatabase(scope, databaseUuid);
  return scope.db.backupSchedule.findMany({
    where: { workloadId: id, storageUuid: null },
    orderBy: { id: 'asc' },
    include: withNewest,
  });
}

/** One schedule with its newest executions, or 404. */
export async function getSchedule(
  scope: Scope,
  ids: { database: string; schedule: string },
): Promise<ScheduleWithExecutions> {
  await findDatabase(scope, ids.database);
  const { id } = await findSchedule(scope, ids.database, ids.schedule);
  return scope.db.backupSchedule.findUniqueOrThrow({ where: { id }, include: withNewest });
}

/** All executions of a schedule, newest first. */
export async function listExecutions(
  scope: Scope,
  ids: { database: string; schedule: string },
): Promise<BackupExecution[]> {
  await findDatabase(scope, ids.database);
  const { id } = await findSchedule(scope, ids.database, ids.schedule);
  return scope.db.backupExecution.findMany({ where: { scheduleId: id }, orderBy: { id: 'desc' } });
}
