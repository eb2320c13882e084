import type { BackupExecution, BackupSchedule } from '../../db/generated/client';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { findSchedule } from './find';
import { findFailing, type Marked } from './mark';

/** Executions per schedule in the list of schedules. */
const NEWEST = 10;

const withNewest = {
  executions: { orderBy: { id: 'desc' }, take: NEWEST },
  s3Storage: { select: { uuid: true } },
} as const;

type WithNewest = BackupSchedule & {
  executions: BackupExecution[];
  s3Storage: { uuid: string } | null;
};

export type ScheduleWithExecutions = WithNewest &
  Marked & {
    /** Why its last drill failed or was missed; null: it passed, or there was none. */
    drillError: string | null;
  };

/** The schedules of a database, each with its newest executions. */
export async function listSchedules(scope: Scope, databaseUuid: string): Promise<ScheduleWithExecutions[]> {
  const { id } = await findWorkload(scope, 'database', databaseUuid);
  const schedules = await scope.db.backupSchedule.findMany({
    where: { workloadId: id, storageUuid: null },
    orderBy: { id: 'asc' },
    include: withNewest,
  });
  return schedules.map(await outcomesOf(scope, id));
}

/** One schedule with its newest executions, or 404. */
export async function getSchedule(
  scope: Scope,
  ids: { database: string; schedule: string },
): Promise<ScheduleWithExecutions> {
  const { id: workloadId } = await findWorkload(scope, 'database', ids.database);
  const { id } = await findSchedule(scope, ids.database, ids.schedule);
  const schedule = await scope.db.backupSchedule.findUniqueOrThrow({ where: { id }, include: withNewest });
  return (await outcomesOf(scope, workloadId))(schedule);
}

/** Get a function that adds to a schedule of a workload how its last runs and drills ended. */
async function outcomesOf(
  scope: Scope,
  workloadId: number,
): Promise<(schedule: WithNewest) => ScheduleWithExecutions> {
  const failing = await findFailing(scope, workloadId);
  const drilled = await scope.db.backupExecution.findMany({
    where: { schedule: { workloadId }, OR: [{ drillError: { not: null } }, { provenAt: { not: null } }] },
    distinct: ['scheduleId'],
    orderBy: { id: 'desc' },
    select: { scheduleId: true, drillError: true },
  });
  const errors = new Map(drilled.map(({ scheduleId, drillError }) => [scheduleId, drillError]));
  return (schedule) => ({
    ...schedule,
    isFailing: failing.has(schedule.id),
    drillError: errors.get(schedule.id) ?? null,
  });
}

/** All executions of a schedule, newest first. */
export async function listExecutions(
  scope: Scope,
  ids: { database: string; schedule: string },
): Promise<BackupExecution[]> {
  await findWorkload(scope, 'database', ids.database);
  const { id } = await findSchedule(scope, ids.database, ids.schedule);
  return scope.db.backupExecution.findMany({ where: { scheduleId: id }, orderBy: { id: 'desc' } });
}
