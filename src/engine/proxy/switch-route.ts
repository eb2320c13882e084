import { CaddyAdmin } from './caddy-admin';
import { type ApplicationRoutes, noRoutes } from './caddy-routes';
import { applicationRoutesOf, emptyServers, withApplicationRoutes } from './caddy-servers';
import type { CaddyServers } from './caddy-types';
import type { ProxyAccess } from './proxy-access';

function admin({ host, instanceId, clock }: ProxyAccess): CaddyAdmin {
  return new CaddyAdmin(host, instanceId, clock);
}

/** False where no proxy runs: then there are no routes either. */
export async function isProxyRunning({ host, containerName, instanceId }: ProxyAccess): Promise<boolean> {
  const container = await host.docker.inspectContainer(containerName);
  return container?.status === 'running' && container.labels['gantry.instance'] === instanceId;
}

/** The application's routes as the proxy serves them now; none where no proxy runs. */
export async function currentRoutes(proxy: ProxyAccess, applicationUuid: string): Promise<ApplicationRoutes> {
  if (!(await isProxyRunning(proxy))) return noRoutes();
  const { servers } = await admin(proxy).servers();
  return applicationRoutesOf(servers, applicationUuid);
}

/** Replaces the application's routes in one step; the same routes again change nothing. */
export async function switchRoute(
  proxy: ProxyAccess,
  applicationUuid: string,
  routes: ApplicationRoutes,
): Promise<void> {
  await admin(proxy).changeServers((servers) => withApplicationRoutes(servers, applicationUuid, routes));
}

/** The application answers nowhere on this server. Fine where no proxy runs. */
export async function removeRoute(proxy: ProxyAccess, applicationUuid: string): Promise<void> {
  if (await isProxyRunning(proxy)) await switchRoute(proxy, applicationUuid, noRoutes());
}

/** Regenerates all our routes from the given applications: for a proxy that lost its configuration, or drifted. */
export async function syncRoutes(
  proxy: ProxyAccess,
  applications: ReadonlyMap<string, ApplicationRoutes>,
): Promise<void> {
  await admin(proxy).changeServers((servers) => {
    let synced: CaddyServers = { ...servers, ...emptyServers() };
    for (const [uuid, routes] of applications) synced = withApplicationRoutes(synced, uuid, routes);
    return synced;
  });
}

/** Requests that run now on these upstreams (`host:port`). */
export async function runningRequests(proxy: ProxyAccess, upstreams: readonly string[]): Promise<number> {
  const running = await admin(proxy).runningRequests();
  return upstreams.reduce((sum, upstream) => sum + (running.get(upstream) ?? 0), 0);
}
