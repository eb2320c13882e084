import { conditionOf } from '../../domain/container-condition';
import { AppError } from '../../domain/error';
import type { WorkloadAction } from '../../domain/states';
import type { RemoveOptions } from '../../engine/plans/remove';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { cancelAllOf } from '../operations/cancel';
import { requestOperation } from '../operations/request';
import { requireLegal } from '../workloads/require-legal';
import { findDatabase } from './find';

/** Ask for a start, or for a restart of what may run. @throws AppError 400 for a start of what runs */
export async function requestStart(scope: Scope, uuid: string, action: 'start' | 'restart'): Promise<void> {
  const row = await findLegal(scope, uuid, action);
  if (action === 'start' && isRunning(row.status))
    throw new AppError('bad_request', 'Database is already running.');
  await requestOperation(scope, { kind: action, workload: row, supersedes: ['start', 'restart', 'stop'] });
}

/** What runs is forwarded or not as the rows say, without touching the database. Nothing runs: the next start does it. */
export async function requestPublicPort(scope: Scope, uuid: string): Promise<void> {
  const row = await findLegal(scope, uuid, 'update');
  if (!isRunning(row.status)) return;
  const parameters = { onlyPublicPort: true, isPublic: row.isPublic, port: row.publicPort };
  await requestOperation(scope, { kind: 'start', workload: row, parameters, supersedes: [] });
}

/** Ask for a stop. What is on its way up is cancelled. @throws AppError 400 for what is stopped */
export async function requestStop(scope: Scope, uuid: string): Promise<void> {
  const row = await findLegal(scope, uuid, 'stop');
  const active = await scope.db.operation.count({
    where: { workloadId: row.id, status: { in: ['queued', 'in_progress'] } },
  });
  if (conditionOf(row.status) === 'exited' && active === 0)
    throw new AppError('bad_request', 'Database is already stopped.');
  await cancelAllOf(scope, row.id, 'the database was stopped');
  await requestOperation(scope, { kind: 'stop', workload: row, supersedes: null });
}

/** Mark the database, so that nothing else is done with it, cancel what is, and ask for the removal. */
export async function requestRemoval(scope: Scope, uuid: string, options: RemoveOptions): Promise<void> {
  const row = await findLegal(scope, uuid, 'delete');
  await scope.db.workload.updateMany({ where: { id: row.id }, data: { deletingAt: scope.clock.now() } });
  await cancelAllOf(scope, row.id, 'the database was deleted', { duringUndo: true });
  // Nothing can run on a server that no one ever signed in to, and nothing was left there by one that never started.
  if (row.server.hostKey === null || row.initializedAt === null)
    await scope.db.workload.deleteMany({ where: { id: row.id } });
  else
    await requestOperation(scope, { kind: 'delete', workload: row, parameters: options, supersedes: null });
  scope.notes.removed(row);
  await workloadChanged(scope, row);
}

async function findLegal(scope: Scope, uuid: string, action: WorkloadAction) {
  const row = await findDatabase(scope, uuid);
  requireLegal(row, action);
  return row;
}

function isRunning(status: string): boolean {
  const condition = conditionOf(status);
  return condition === 'running' || condition === 'starting';
}
