import { proxyStatus } from '../../engine/proxy/proxy-status';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { proxyAccess } from './proxy-access';
import { bounceProxy } from './restart-proxy';

const FIRST_PAUSE_MS = 60_000;
const MOST_PAUSE_MS = 3_600_000;

/**
 * Servers whose proxy was restarted and has not been well since, in this process: each further restart waits longer.
 */
const attempts = new Map<number, { count: number; at: number }>();

/** Note that the proxy of this server is healthy. */
export function proxyIsWell(serverId: number): void {
  attempts.delete(serverId);
}

/**
 * Restart a proxy that runs but does not answer its admin socket: no route of it could be changed any more. One that is
 * not cured by that still serves, perhaps, so it is not cut off with every look.
 * @returns whether it was restarted
 */
export async function reviveProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<boolean> {
  const { state, problem } = await proxyStatus(proxyAccess(scope, server, host));
  if (state !== 'running' || problem === null) return false;
  const { count, at } = attempts.get(server.id) ?? { count: 0, at: 0 };
  const now = scope.clock.monotonicMs();
  if (count > 0 && now - at < Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), MOST_PAUSE_MS)) return false;
  attempts.set(server.id, { count: count + 1, at: now });
  scope.log.warn({ server: server.uuid, problem }, 'the proxy does not answer and is restarted');
  await bounceProxy(scope, server, host);
  return true;
}
