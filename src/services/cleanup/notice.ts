import type { CleanupExecution } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { announceChange } from '../changed';
import type { OrganizationScope } from '../context';
import { notify } from '../notifications/notify';
import { notifyMissed } from '../schedules/notify-missed';
import type { ServerWithKey } from '../servers/find';
import { type CleanupEnd, missExecution } from './executions';

/** The ledger has the full text. */
const LONGEST_TEXT = 500;

type NamedServer = Pick<ServerWithKey, 'id' | 'uuid' | 'name'>;

/** Send a notice of the outcome of a cleanup; none when there was nothing to remove. */
export async function tellEnd(
  scope: OrganizationScope,
  server: NamedServer,
  { uuid }: Pick<CleanupExecution, 'uuid'>,
  { status, message, removed }: Pick<CleanupEnd, 'status' | 'message' | 'removed'>,
): Promise<void> {
  const isGood = status === 'success';
  if (isGood && removed.length === 0) return;
  await notify(scope, {
    event: isGood ? 'docker_cleanup_success' : 'docker_cleanup_failure',
    isGood,
    title: `Cleanup of server ${server.name} ${isGood ? 'succeeded' : 'failed'}`,
    text: message.slice(0, LONGEST_TEXT),
    path: pathOf(server),
    id: uuid,
    details: { ...detailsOf(server), execution_uuid: uuid },
  });
}

/** Record that a cleanup did not happen (deployment contract D12.1). @returns what notifies of it */
export async function missCleanup(
  scope: OrganizationScope,
  tx: ScopedModels,
  { server, reason }: { server: NamedServer; reason: string },
): Promise<() => Promise<void>> {
  await missExecution(scope, tx, server, reason);
  return async () => {
    await announceChange(scope, { organizationId: scope.organizationId, kind: 'server', uuid: server.uuid });
    await notifyMissed(scope, {
      event: 'docker_cleanup_failure',
      what: `Cleanup of server ${server.name}`,
      uuid: server.uuid,
      reason,
      path: pathOf(server),
      details: detailsOf(server),
    });
  };
}

function pathOf({ uuid }: NamedServer): string {
  return `/servers/${uuid}/cleanup`;
}

function detailsOf({ uuid, name }: NamedServer): Record<string, string> {
  return { server_uuid: uuid, server: name };
}
