import type { BackupExecution } from '../../db/generated/client';
import { type BackupScheduleRow, listBackupSchedules } from '../../db/queries/list-backup-schedules';
import { notFound } from '../../domain/error';
import { PERIODS_TO_MARK } from '../../domain/failing-schedule';
import { publicIdPattern } from '../../domain/id';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { findSchedule } from './find';

export type { BackupScheduleRow };

/** Limits of a list of the schedules that dump databases. */
const listed = { isOfStorages: false, mostExecutions: 10, mostRuns: PERIODS_TO_MARK };

/** The schedules of a database, each with its newest executions. */
export async function listSchedules(scope: Scope, databaseUuid: string): Promise<BackupScheduleRow[]> {
  const { id: workloadId } = await findWorkload(scope, 'database', databaseUuid);
  const { organizationId } = scope;
  return listBackupSchedules(scope.database.pool, { ...listed, organizationId, workloadId });
}

/** One schedule with its newest executions, or 404. */
export async function getSchedule(
  scope: Scope,
  { database, schedule: uuid }: { database: string; schedule: string },
): Promise<BackupScheduleRow> {
  const { id: workloadId } = await findWorkload(scope, 'database', database);
  const { organizationId } = scope;
  const [found] = publicIdPattern.test(uuid)
    ? await listBackupSchedules(scope.database.pool, { ...listed, organizationId, workloadId, uuid })
    : [];
  if (!found) throw notFound('Backup configuration');
  return found;
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
