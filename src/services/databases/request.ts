import type { Scope } from '../context';
import { requestOperation } from '../operations/request';
import { isRunning } from '../operations/request-start';
import { requireLegal } from '../workloads/require-legal';
import { findDatabase } from './find';

/**
 * Request that the public port follows the rows, without touching the database. One that is stopped does so at its
 * start.
 */
export async function requestPublicPort(scope: Scope, uuid: string): Promise<void> {
  const row = await findDatabase(scope, uuid);
  requireLegal(row, 'update');
  if (!isRunning(row.status)) return;
  const parameters = { onlyPublicPort: true, isPublic: row.isPublic, port: row.publicPort };
  await requestOperation(scope, { kind: 'start', workload: row, parameters, supersedes: [] });
}
