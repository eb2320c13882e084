import type { Cause, CleanupExecution } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { OrganizationScope, Scope } from '../context';
import { findServer, type ServerWithKey } from '../servers/find';
import { refuseBlocked } from '../servers/host';
import { beginExecution, withdrawExecution } from './executions';
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
 * Begin an execution and queue its work. If it cannot be queued, there is none: it neither blocks the next one nor counts
 * as one that failed, and its caller says what became of the request.
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
    await withdrawExecution(scope, server, execution.id);
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
