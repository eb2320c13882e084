import { errorMessage } from '../../domain/error';
import { ensureNetwork } from '../../engine/network/ensure-network';
import { keepsWebSockets } from '../../engine/proxy/proxy-status';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { hasProxy } from './inspect-machine';
import { machineLog } from './machine-log';
import { proxyAccess } from './proxy-access';
import { homeNetwork, startProxy } from './start-proxy';
import type { ValidationRecord } from './validation-steps';

/**
 * Create what a usable server has: the network of its first destination and, unless it needs none, the proxy.
 * @returns the proxy's status
 * @throws ValidationStopped
 */
export async function prepareMachine(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  record: ValidationRecord,
): Promise<string> {
  await record.run('network', 'Network', () => createNetwork(scope, server, host), explain);
  if (!hasProxy(server)) return 'exited';
  await record.run('proxy', 'Proxy', () => bringUpProxy(scope, server, host), explain);
  return 'running';
}

async function createNetwork(scope: OrganizationScope, server: ServerWithKey, host: Host) {
  const network = homeNetwork(server);
  const { clock } = scope;
  const log = machineLog(scope, server, 'network');
  await ensureNetwork(host, scope.installation.uuid, network, { clock, log });
  return { detail: network.name };
}

async function bringUpProxy(scope: OrganizationScope, server: ServerWithKey, host: Host) {
  await startProxy(scope, server, host, { otherProgram: 'replace' });
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
