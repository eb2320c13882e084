import { errorMessage } from '../../domain/error';
import { ownedBy } from '../../engine/component/labels';
import type { Host } from '../../engine/machines';
import { keepsWebSockets } from '../../engine/proxy/proxy-status';
import type { OrganizationScope } from '../context';
import { DEFAULT_NETWORK } from './destination';
import type { ServerWithKey } from './find';
import { hasProxy } from './inspect-machine';
import { proxyAccess } from './proxy-access';
import { startProxy } from './start-proxy';
import type { ValidationRecord } from './validation-steps';

/**
 * What a usable server has: the network of its first destination and, unless it only builds or wants none, the proxy.
 * @returns the proxy's status
 * @throws ValidationStopped
 */
export async function prepareMachine(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  record: ValidationRecord,
): Promise<string> {
  await record.run('network', 'Network', () => createNetwork(scope, host), explain);
  if (!hasProxy(server)) return 'exited';
  await record.run('proxy', 'Proxy', () => bringUpProxy(scope, server, host), explain);
  return 'running';
}

async function createNetwork(scope: OrganizationScope, host: Host) {
  await host.docker.ensureNetwork(DEFAULT_NETWORK, ownedBy(scope.installation.uuid));
  return { detail: DEFAULT_NETWORK };
}

async function bringUpProxy(scope: OrganizationScope, server: ServerWithKey, host: Host) {
  await startProxy(scope, server, host, DEFAULT_NETWORK);
  const keeps = await keepsWebSockets(proxyAccess(scope, server, host));
  return {
    detail: `${server.proxyContainer} (${server.proxyImage}) serves ports 80 and 443`,
    fix: keeps
      ? null
      : 'This Caddy is older than 2.7, so it closes the open WebSockets of all applications whenever a route changes. ' +
        `Remove the container ${server.proxyContainer} on the machine, update its image (docker pull ${server.proxyImage}), and validate again.`,
  };
}

function explain(error: unknown) {
  return { detail: errorMessage(error), fix: null };
}
