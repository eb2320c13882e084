import { errorMessage } from '../../domain/error';
import { afterProbe, type Reachability } from '../../domain/reachability';
import { isOtherHostKey, signIn } from '../../engine/server/sign-in';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { notify } from '../notifications/notify';
import { blockServer } from '../servers/block';
import type { ServerWithKey } from '../servers/find';
import { unrecordedHostOf } from '../servers/host';

const DEADLINE_MS = 15_000;

/** States in which a sweep may probe a server: it was usable once, and nothing else changes its state right now. */
export const probedStates = ['usable', 'unreachable'] as const;

/**
 * Probe a server in the periodic sweep: can Gantry still sign in? The row changes only when the verdict or its counters
 * do. A changed host key blocks the server.
 * @returns whether signing in succeeded
 */
export async function probeServer(scope: OrganizationScope, server: ServerWithKey): Promise<boolean> {
  try {
    await signIn(unrecordedHostOf(scope, server), DEADLINE_MS);
  } catch (error) {
    if (isOtherHostKey(error)) await blockServer(scope, server);
    else {
      scope.log.debug({ server: server.uuid, error: errorMessage(error) }, 'probe failed');
      await store(scope, server, false);
    }
    return false;
  }
  await store(scope, server, true);
  return true;
}

async function store(scope: OrganizationScope, server: ServerWithKey, succeeded: boolean): Promise<void> {
  const now = scope.clock.now();
  const before = reachabilityOf(server);
  const after = afterProbe(before, succeeded, now);
  const isSteady = succeeded && before.isReachable && before.failures === 0;
  if (isSteady) return;
  // The state is part of the condition: a concurrent validation decides, not this probe.
  const { count } = await scope.db.server.updateMany({
    where: { id: server.id, state: server.state },
    data: {
      state: after.isReachable ? 'usable' : 'unreachable',
      unreachableCount: after.failures,
      goodProbes: after.isReachable ? 0 : after.successes,
      failingSince: after.failingSince,
      ...(succeeded ? { lastReachableAt: now } : {}),
    },
  });
  if (count === 0 || after.isReachable === before.isReachable) return;
  await changed(scope, 'server', server.uuid);
  const { uuid, name } = server;
  await notify(scope, {
    event: after.isReachable ? 'server_reachable' : 'server_unreachable',
    isGood: after.isReachable,
    title: after.isReachable ? `Server ${name} is reachable again` : `Server ${name} is unreachable`,
    text: after.isReachable
      ? 'Pending operations continue.'
      : 'Gantry cannot sign in to it. Workloads on it may keep running, but nothing can be deployed until it is reachable again.',
    path: `/servers/${uuid}`,
    id: `${uuid} ${now.toISOString()}`,
    details: { server_uuid: uuid, server: name },
  });
}

function reachabilityOf(server: ServerWithKey): Reachability {
  return {
    isReachable: server.state === 'usable',
    failures: server.unreachableCount,
    successes: server.goodProbes,
    failingSince: server.failingSince,
  };
}
