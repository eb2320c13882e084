import type { BackupSchedule } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { OrganizationScope, Scope } from '../context';
import { type DatabaseOnServer, findDatabase } from '../databases/find';
import type { StartedOperation } from '../operations/request';
import { requestRun } from '../schedules/request-run';
import { requireLegal } from '../workloads/require-legal';
import { findSchedule } from './find';

type Asking = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

/**
 * Request a restore drill of the newest backup of a schedule, one operation for each database that it dumps.
 * @param due when it was due; absent: it is requested by a caller
 * @returns none: there is no backup yet
 */
export async function requestDrill(
  scope: Asking,
  database: Pick<DatabaseOnServer, 'id' | 'uuid' | 'kind' | 'destinationId'>,
  { id, uuid: schedule }: Pick<BackupSchedule, 'id' | 'uuid'>,
  due?: Date,
): Promise<StartedOperation[]> {
  const newest = await scope.db.backupExecution.findFirst({
    where: { scheduleId: id, status: 'success' },
    orderBy: { id: 'desc' },
  });
  if (!newest) return [];
  const executions = await scope.db.backupExecution.findMany({
    where: { scheduleId: id, status: 'success', operationUuid: newest.operationUuid },
    orderBy: { id: 'asc' },
  });
  const drills: StartedOperation[] = [];
  for (const [index, { uuid }] of executions.entries()) {
    const request = {
      kind: 'drill',
      workload: database,
      parameters: { execution: uuid },
      supersedes: [],
    } as const;
    const run = due ? [schedule, 'drill', due.toISOString(), String(index)] : null;
    drills.push(await requestRun(scope, request, run));
  }
  return drills;
}

/**
 * Request a restore drill for a caller.
 * @throws AppError 404 · 409 while the database is being deleted, or when there is no backup yet
 */
export async function drillNow(scope: Scope, ids: { database: string; schedule: string }): Promise<string[]> {
  const database = await findDatabase(scope, ids.database);
  const schedule = await findSchedule(scope, ids.database, ids.schedule);
  requireLegal(database, 'update');
  const started = await requestDrill(scope, database, schedule);
  if (started.length === 0)
    throw new AppError('conflict', 'There is no backup to test yet. Back up the database first.');
  return started.map(({ uuid }) => uuid);
}
