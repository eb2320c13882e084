import { conditionOf } from '../../domain/container-condition';
import { errorMessage } from '../../domain/error';
import { isProxyProgram } from '../../domain/proxy';
import { workloadOf } from '../../domain/workload/preview-name';
import type { Host } from '../../engine/server/host';
import { runningKeys } from '../../engine/workload/containers';
import { dropRoutes } from '../../engine/workload/drop-routes';
import { restoreRoutes } from '../../engine/workload/restore-routes';
import type { OrganizationScope } from '../context';
import { routingSpec } from '../deployments/spec-routing';
import { routedPreviews, servedPreviews } from '../previews/on-machine';
import { keepConfiguration } from '../proxy-configurations/keep';
import { startOrChangeProxy } from '../servers/change-proxy';
import type { ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { hasProxy } from '../servers/inspect-machine';
import { proxyAccess } from '../servers/proxy-access';
import { noteProblem, noteRunning, proxyInOrder, storeProxyState } from '../servers/proxy-state';
import { proxyIsWell, reviveProxy } from '../servers/revive-proxy';
import { componentRouting } from '../workloads/component-routing';

/** States of operations that switch the routes of their workload themselves. */
const working = ['queued', 'in_progress'] as const;

interface Asking {
  /** A user waits for it: retry another program at once, even if it has just failed. */
  isAskedFor?: boolean;
}

/**
 * Bring the proxy and its routes to the desired state (deployment contract D20.5): start a missing one, restart one
 * that does not answer, join it to the networks that it serves, remove routes to what is gone or stopped, and restore
 * lost routes and custom configuration. If the row asks for another program than is running, replace that (decision
 * 144). Store failures with the server. Leave a proxy that is no longer wanted alone.
 */
export async function keepProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  asking: Asking = {},
): Promise<void> {
  if (!hasProxy(server)) return lookAtLeftProxy(scope, server);
  const host = hostOf(scope, server);
  try {
    const isStarted = await startOrChangeProxy(scope, server, host, asking);
    // The other program serves until then, and the reason of the last failure still holds.
    if (isStarted === null) return await noteRunning(scope, server, host, server);
    // First: what was started just now, but dropped nevertheless, is restored.
    const dropped = await dropRoutes(proxyAccess(scope, server, host), (keys) => served(scope, host, keys));
    const restored = await restoreApplications(scope, server, host);
    const isConfigured = await keepConfiguration(scope, server, host);
    if (isStarted || restored.length > 0 || dropped.length > 0 || isConfigured)
      scope.log.warn({ server: server.uuid, isStarted, restored, dropped, isConfigured }, 'proxy repaired');
    proxyIsWell(server.id);
    await storeProxyState(scope, server, proxyInOrder(server));
  } catch (error) {
    const { isNews, isStillSo } = await noteProblem(scope, server, host, error);
    if (isNews) scope.log.warn({ server: server.uuid, error: errorMessage(error) }, 'proxy has a problem');
    // The previous sweep found the same: it is not a passing pause.
    if (isStillSo) await revive(scope, server, host);
  }
}

/** When the settings ask for no proxy, report whether an earlier one is still running. */
async function lookAtLeftProxy(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  if (!isProxyProgram(server.runningProxy)) return;
  try {
    await noteRunning(scope, server, hostOf(scope, server), { proxyProblem: null });
  } catch (error) {
    scope.log.debug({ server: server.uuid, error: errorMessage(error) }, 'proxy could not be checked');
  }
}

async function revive(scope: OrganizationScope, server: ServerWithKey, host: Host): Promise<void> {
  try {
    if (await reviveProxy(scope, server, host)) await storeProxyState(scope, server, proxyInOrder(server));
  } catch (error) {
    scope.log.warn({ server: server.uuid, error: errorMessage(error) }, 'the proxy could not be restarted');
  }
}

async function restoreApplications(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<string[]> {
  const routed = [
    ...(await routedApplications(scope, server)),
    ...(await routedComponents(scope, server)),
    ...(await routedPreviews(scope, server)),
  ];
  if (routed.length === 0) return [];
  return restoreRoutes(proxyAccess(scope, server, host), routed);
}

/**
 * Find the applications that the proxy should serve, except those with a running operation, which switches their routes
 * itself.
 */
async function routedApplications(scope: OrganizationScope, server: ServerWithKey) {
  const isNamed = { fqdn: { not: null } };
  const applications = await scope.db.workload.findMany({
    where: {
      destination: { serverId: server.id },
      deletingAt: null,
      OR: [{ application: isNamed }, { follows: { application: isNamed } }],
      operations: { none: { status: { in: [...working] } } },
    },
    select: { id: true, uuid: true, followsId: true },
  });
  return applications.map(({ id, uuid, followsId }) => ({
    key: uuid,
    routing: async (domains: string | undefined) => {
      // At an additional destination it has the domains of the application.
      const where = { id: followsId ?? id };
      const application = await scope.db.application.findUniqueOrThrow({ where });
      return routingSpec(scope.database.sealer, { ...application, fqdn: domains ?? application.fqdn });
    },
  }));
}

/** Find the components of stacks that the proxy should serve, likewise. */
async function routedComponents(scope: OrganizationScope, server: ServerWithKey) {
  const components = await scope.db.component.findMany({
    where: {
      fqdn: { not: null },
      workload: {
        destination: { serverId: server.id },
        deletingAt: null,
        operations: { none: { status: { in: [...working] } } },
      },
    },
    include: { workload: { select: { uuid: true } } },
  });
  return components.map(({ workload, ...component }) => ({
    key: `${workload.uuid}-${component.name}`,
    routing: async (domains: string | undefined) =>
      componentRouting({ ...component, fqdn: domains ?? component.fqdn }),
  }));
}

/**
 * Find the workloads that a route may lead to: those that exist and are not stopped. One that was stopped while the
 * proxy was away comes back with its route. All organizations count: this sweep must not remove another one's route.
 */
async function served(
  { database, installation }: OrganizationScope,
  host: Host,
  keys: string[],
): Promise<Set<string>> {
  const uuids = [...new Set(keys.map(workloadOf))];
  const rows = await database.unscoped.workload.findMany({
    where: { uuid: { in: uuids } },
    select: {
      uuid: true,
      components: { select: { name: true } },
      status: true,
      operations: { where: { status: { in: [...working] } }, select: { id: true }, take: 1 },
    },
  });
  const running = await runningKeys(host, installation.uuid);
  const kept = rows.flatMap(({ uuid, status, components, operations }) => {
    const own = components.length > 0 ? components.map(({ name }) => `${uuid}-${name}`) : [uuid];
    const mayServe = conditionOf(status) !== 'exited' || operations.length > 0;
    return own.filter((key) => mayServe || running.has(key));
  });
  return new Set([...kept, ...(await servedPreviews(database.unscoped, uuids, running))]);
}
