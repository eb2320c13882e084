import { DEFAULT_NETWORK, type NetworkSpec } from '../../domain/workload/network';
import { type EnsureProxyInput, ensureProxy } from '../../engine/proxy/ensure-proxy';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { keepFallback } from './keep-fallback';
import { keepTls } from './keep-tls';
import { machineLog } from './machine-log';
import { proxyAccess } from './proxy-access';

const DEADLINE_MS = 10 * 60_000;

/** The network that every validated server has, and that its proxy always joins. */
export function homeNetwork({ networkPool }: Pick<ServerWithKey, 'networkPool'>): NetworkSpec {
  return { name: DEFAULT_NETWORK, environment: null, pool: networkPool };
}

/**
 * Ensure that the proxy is running, shares a network of the server, and knows its certificate sources and what to do
 * with requests that nothing serves. Do only what is missing; return whether it was started.
 */
export async function startProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  { otherProgram = 'refuse' }: Partial<Pick<EnsureProxyInput, 'otherProgram'>> = {},
): Promise<boolean> {
  const isStarted = await ensureProxy({
    ...proxyAccess(scope, server, host),
    image: server.proxyImage,
    network: homeNetwork(server),
    otherProgram,
    log: machineLog(scope, server, 'proxy'),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  await keepTls(scope, server, host);
  await keepFallback(scope, server, host);
  return isStarted;
}
