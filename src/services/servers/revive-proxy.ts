import { proxyStatus } from '../../engine/proxy/proxy-status';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { GrowingPauses } from './growing-pauses';
import { proxyAccess } from './proxy-access';
import { bounceProxy } from './restart-proxy';

const pauses = new GrowingPauses();

/** Note that the proxy of this server is healthy. */
export function proxyIsWell(serverId: number): void {
  pauses.forget(serverId);
}

/**
 * Restart a proxy that runs but does not answer: its routes could no longer be changed. One that a restart does not fix
 * may still serve, so it is not interrupted by every sweep.
 * @returns whether it was restarted
 */
export async function reviveProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<boolean> {
  const { state, problem } = await proxyStatus(proxyAccess(scope, server, host));
  if (state !== 'running' || problem === null) return false;
  if (!pauses.begin(server.id, scope.clock.monotonicMs())) return false;
  scope.log.warn({ server: server.uuid, problem }, 'the proxy does not respond, restarting it');
  await bounceProxy(scope, server, host);
  return true;
}
