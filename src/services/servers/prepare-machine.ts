import { errorMessage } from '../../domain/error';
import { isProxyProgram, proxyNames } from '../../domain/proxy';
import { ensureNetwork } from '../../engine/network/ensure-network';
import { keepsWebSockets } from '../../engine/proxy/proxy-status';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import { startOrChangeProxy } from './change-proxy';
import type { ServerWithKey } from './find';
import { hasProxy } from './inspect-machine';
import { machineLog } from './machine-log';
import { proxyAccess } from './proxy-access';
import { noteProblem, noteRunning, proxyInOrder, storeProxyState } from './proxy-state';
import { homeNetwork } from './start-proxy';
import { type ValidationRecord, ValidationStopped } from './validation-steps';

/**
 * Create what a usable server has: the network of its first destination and, unless it needs none, the proxy. If
 * another program runs in place of the proxy, that is stored with the server.
 * @returns whether a proxy was started, whose routes must be restored
 * @throws ValidationStopped
 */
export async function prepareMachine(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  record: ValidationRecord,
): Promise<boolean> {
  await record.run('network', 'Network', () => createNetwork(scope, server, host), explain);
  if (!hasProxy(server)) {
    await noteRunning(scope, server, host, { proxyProblem: null });
    return false;
  }
  try {
    const { isStarted } = await record.run(
      'proxy',
      'Proxy',
      () => bringUpProxy(scope, server, host),
      explain,
    );
    return isStarted;
  } catch (error) {
    await noteProblem(scope, server, host, error instanceof ValidationStopped ? error.cause : error);
    throw error;
  }
}

async function createNetwork(scope: OrganizationScope, server: ServerWithKey, host: Host) {
  const network = homeNetwork(server);
  const { clock } = scope;
  const log = machineLog(scope, server, 'network');
  await ensureNetwork(host, scope.installation.uuid, network, { clock, log });
  return { detail: network.name };
}

async function bringUpProxy(scope: OrganizationScope, server: ServerWithKey, host: Host) {
  const isStarted = await startOrChangeProxy(scope, server, host, { isAskedFor: true });
  if (isStarted === null) {
    await noteRunning(scope, server, host, { proxyProblem: null });
    return {
      isStarted: false,
      detail: 'Another program serves ports 80 and 443 as long as operations work on this server',
      fix: `Wait: ${isProxyProgram(server.proxyKind) ? proxyNames[server.proxyKind] : 'the proxy'} takes its place when they have ended.`,
    };
  }
  await storeProxyState(scope, server, proxyInOrder(server));
  const keeps = await keepsWebSockets(proxyAccess(scope, server, host));
  return {
    isStarted,
    detail: `${server.proxyContainer} (${server.proxyImage}) serves ports 80 and 443`,
    fix: keeps
      ? null
      : 'This Caddy is older than 2.7, so it closes all open WebSockets whenever a route changes. ' +
        `Remove the container ${server.proxyContainer} on the machine, update its image (docker pull ${server.proxyImage}), and validate again.`,
  };
}

function explain(error: unknown) {
  return { detail: errorMessage(error), fix: null };
}
