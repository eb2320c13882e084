import type { BackupSchedule } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { OrganizationScope, Scope } from '../context';
import { type DatabaseOnServer, findDatabase } from '../databases/find';
import { requestOperation, type StartedOperation } from '../operations/request';
import { requireLegal } from '../workloads/require-legal';
import { findSchedule } from './find';

type Asking = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

/**
 * Request a restore drill of the newest backup of a schedule, one operation for each database that it dumps.
 * @returns none: there is no backup yet
 */
export async function requestDrill(
  scope: Asking,
  database: Pick<DatabaseOnServer, 'id' | 'uuid' | 'kind' | 'destinationId'>,
  { id }: Pick<BackupSchedule, 'id'>,
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
  for (const { uuid } of executions) {
    const started = await requestOperation(scope, {
      kind: 'drill',
      workload: database,
      parameters: { execution: uuid },
      supersedes: [],
    });
    if (started) drills.push(started);
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
