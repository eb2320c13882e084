import type { Host } from '../../engine/machines';
import { ensureProxy } from '../../engine/proxy/ensure-proxy';
import { StepLog } from '../../engine/step/step-log';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { proxyAccess } from './proxy-access';

const DEADLINE_MS = 10 * 60_000;

/** The proxy runs and shares a network of the server. Does only what is missing; answers whether it was started. */
export async function startProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  network: string,
): Promise<boolean> {
  const log = {
    async append(lines: readonly { text: string }[]) {
      for (const { text } of lines) scope.log.debug({ server: server.uuid, text }, 'proxy');
    },
  };
  return ensureProxy({
    ...proxyAccess(scope, server, host),
    image: server.proxyImage,
    network,
    log: new StepLog(log, scope.clock, 'proxy'),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
}
