import { conditionOf } from '../../domain/container-condition';
import { errorMessage } from '../../domain/error';
import { keyOf, ownedBy } from '../../engine/component/labels';
import type { Host } from '../../engine/machines';
import { dropRoutes } from '../../engine/workload/drop-routes';
import { restoreRoutes } from '../../engine/workload/restore-routes';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { routingSpec } from '../deployments/spec-routing';
import { DEFAULT_NETWORK } from './destination';
import type { ServerWithKey } from './find';
import { hostOf } from './host';
import { hasProxy } from './inspect-machine';
import { proxyAccess } from './proxy-access';
import { proxyIsWell, reviveProxy } from './revive-proxy';
import { startProxy } from './start-proxy';

/** Operations in these switch the routes of their workload themselves. */
const working = ['queued', 'in_progress'] as const;

/**
 * The proxy and its routes are desired state (deployment contract D20.5): start one that is gone, restart one that does
 * not answer, let it join the networks that it serves, take what is gone or stopped off it, and give back the routes that
 * it lost. Nothing is done where the server has no proxy.
 */
export async function keepProxy(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  if (!hasProxy(server)) return;
  const host = hostOf(scope, server);
  try {
    const isStarted = await startProxy(scope, server, host, DEFAULT_NETWORK);
    // First: what was started just now, and taken off nevertheless, is restored.
    const dropped = await dropRoutes(proxyAccess(scope, server, host), (uuids) => served(scope, host, uuids));
    const restored = await restoreApplications(scope, server, host);
    if (isStarted || restored.length > 0 || dropped.length > 0)
      scope.log.warn(
        { server: server.uuid, isStarted, restored, dropped },
        'the proxy was put back in order',
      );
    proxyIsWell(server.id);
    await setStatus(scope, server, 'running');
  } catch (error) {
    const isNews = await setStatus(scope, server, 'exited');
    if (isNews)
      scope.log.warn({ server: server.uuid, error: errorMessage(error) }, 'the proxy is not in order');
    // The look before this one found it so, too: that is no pause which passes.
    else await revive(scope, server, host);
  }
}

async function revive(scope: OrganizationScope, server: ServerWithKey, host: Host): Promise<void> {
  try {
    if (await reviveProxy(scope, server, host)) await setStatus(scope, server, 'running');
  } catch (error) {
    scope.log.warn({ server: server.uuid, error: errorMessage(error) }, 'the proxy could not be restarted');
  }
}

async function restoreApplications(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<string[]> {
  const routed = await routedApplications(scope, server);
  if (routed.length === 0) return [];
  for (const network of new Set(routed.map(({ network }) => network))) {
    if (network === DEFAULT_NETWORK) continue;
    await startProxy(scope, server, host, network);
  }
  return restoreRoutes(proxyAccess(scope, server, host), routed);
}

/** Applications that the proxy should serve and that no deployment works on, which would switch their routes itself. */
async function routedApplications(scope: OrganizationScope, server: ServerWithKey) {
  const applications = await scope.db.workload.findMany({
    where: {
      destination: { serverId: server.id },
      deletingAt: null,
      application: { fqdn: { not: null } },
      operations: { none: { status: { in: [...working] } } },
    },
    select: { id: true, uuid: true, destination: { select: { network: true } } },
  });
  return applications.map(({ id, uuid, destination }) => ({
    key: uuid,
    network: destination.network,
    routing: async (domains: string | undefined) => {
      const application = await scope.db.application.findUniqueOrThrow({ where: { id } });
      return routingSpec(scope.database.sealer, { ...application, fqdn: domains ?? application.fqdn });
    },
  }));
}

/**
 * Those that a route may lead to: workloads that exist and are not stopped. One that was stopped while the proxy was
 * away comes back with its route. Of every organization: a route of another one is not this sweep's to remove.
 */
async function served(
  { database, installation }: OrganizationScope,
  host: Host,
  uuids: string[],
): Promise<Set<string>> {
  const rows = await database.unscoped.workload.findMany({
    where: { uuid: { in: uuids } },
    select: {
      uuid: true,
      status: true,
      operations: { where: { status: { in: [...working] } }, select: { id: true }, take: 1 },
    },
  });
  const containers = await host.docker.listContainers(ownedBy(installation.uuid), false);
  const running = new Set(containers.map(keyOf));
  const isStopped = (row: (typeof rows)[number]) =>
    conditionOf(row.status) === 'exited' && row.operations.length === 0 && !running.has(row.uuid);
  return new Set(rows.filter((row) => !isStopped(row)).map(({ uuid }) => uuid));
}

/** @returns whether that is news */
async function setStatus(
  scope: OrganizationScope,
  server: ServerWithKey,
  proxyStatus: string,
): Promise<boolean> {
  const { count } = await scope.db.server.updateMany({
    where: { id: server.id, proxyStatus: { not: proxyStatus } },
    data: { proxyStatus },
  });
  if (count > 0) await changed(scope, 'server', server.uuid);
  return count > 0;
}
