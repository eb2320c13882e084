import type { Cause, CleanupExecution } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { OrganizationScope, Scope } from '../context';
import { findServer, type ServerWithKey } from '../servers/find';
import { refuseBlocked } from '../servers/host';
import { beginExecution, endExecution } from './executions';
import type { CleanupExtent } from './find-unneeded';

/**
 * Request a cleanup of a server now, however full its disk is.
 * @param asked absent: as its settings say
 * @returns uuid of the execution
 * @throws AppError 404 · 400 before its first validation · 409 while it is blocked, or another cleanup has not ended
 */
export async function requestCleanup(
  scope: Scope,
  uuid: string,
  asked: { [K in keyof CleanupExtent]?: boolean | undefined },
): Promise<string> {
  const server = await findServer(scope, uuid);
  refuseBlocked(server);
  if (server.hostKey === null)
    throw new AppError('bad_request', 'This server has not been validated yet. Validate it first.');
  const execution = await enqueueCleanup(scope, server, {
    removesVolumes: asked.removesVolumes ?? server.removesUnusedVolumes,
    removesNetworks: asked.removesNetworks ?? server.removesUnusedNetworks,
    cause: scope.principal.via === 'cookie' ? 'console' : 'api',
  });
  if (execution === null)
    throw new AppError('conflict', 'A cleanup of this server is already running. Wait until it finishes.');
  return execution;
}

/**
 * Begin an execution and queue its work. One that cannot be queued ends as failed, so it does not block the next.
 * @returns its uuid; null: another one of the server has not ended
 */
export async function enqueueCleanup(
  scope: OrganizationScope,
  server: Pick<ServerWithKey, 'id' | 'uuid'>,
  given: CleanupExtent & { cause: Cause },
): Promise<string | null> {
  const execution = await beginExecution(scope, server, given);
  if (execution === null) return null;
  try {
    await queueExecution(scope, server, execution);
  } catch (error) {
    await endExecution(scope, server, execution.id, {
      status: 'failed',
      message: 'It could not be queued. The log of Gantry says why.',
      removed: [],
      freedBytes: 0,
      diskUsedBefore: null,
      diskUsedAfter: null,
    });
    throw error;
  }
  return execution.uuid;
}

/** Queue the work of an execution that has begun. Repeatable. */
export async function queueExecution(
  { queue, organizationId, actorUserId }: OrganizationScope,
  { uuid: serverUuid }: Pick<ServerWithKey, 'uuid'>,
  { uuid: executionUuid }: Pick<CleanupExecution, 'uuid'>,
): Promise<void> {
  await queue.enqueue(
    'server.cleanup',
    { organizationId, actorUserId, serverUuid, executionUuid },
    { key: `server.cleanup:${executionUuid}` },
  );
}
