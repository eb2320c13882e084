import { isRunning } from '../../domain/container-condition';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { type OperationRequest, requestOperation } from '../operations/request';
import { requireLegal } from '../workloads/require-legal';
import { findDatabase } from './find';
import { databaseHash } from './specification';

/**
 * Request the start or a restart of a database. A start that is already running counts as this one only if nothing has
 * changed since it was requested.
 * @throws AppError 400 for a start of a running database · 409 while it is being deleted
 */
export async function requestStart(scope: Scope, uuid: string, action: 'start' | 'restart'): Promise<void> {
  await requestOperation(scope, await startOperation(scope, uuid, action));
}

/** The operation that starts or restarts a database, to be queued with others. @throws AppError as `requestStart` */
export async function startOperation(
  scope: Scope,
  uuid: string,
  action: 'start' | 'restart',
): Promise<OperationRequest> {
  const row = await findDatabase(scope, uuid);
  requireLegal(row, action);
  if (action === 'start' && isRunning(row.status))
    throw new AppError('bad_request', 'Database is already running.');
  const identity = { configuration: await databaseHash(scope, row) };
  return { kind: action, workload: row, identity, supersedes: ['start', 'restart', 'stop'] };
}

/**
 * Request that the public port follows the rows, without touching the database. A stopped database does so at its
 * start.
 */
export async function requestPublicPort(scope: Scope, uuid: string): Promise<void> {
  const row = await findDatabase(scope, uuid);
  requireLegal(row, 'update');
  if (!isRunning(row.status)) return;
  const parameters = { onlyPublicPort: true, isPublic: row.isPublic, port: row.publicPort };
  await requestOperation(scope, { kind: 'start', workload: row, parameters, supersedes: [] });
}
