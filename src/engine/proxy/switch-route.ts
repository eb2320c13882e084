import { CaddyAdmin } from './caddy-admin';
import { type ComponentRoutes, noRoutes } from './caddy-routes';
import { keysWithRoutes, routesOfKey, withRoutesOf } from './caddy-servers';
import type { CaddyServers } from './caddy-types';
import { keepsStreams } from './caddy-version';
import { findProxy } from './find-proxy';
import type { ProxyAccess } from './proxy-access';
import { withStreams } from './streams';

function admin({ host, instanceId, clock }: ProxyAccess): CaddyAdmin {
  return new CaddyAdmin(host, instanceId, clock);
}

/** Whether the proxy runs; where it does not, there are no routes either. */
export async function isProxyRunning(proxy: ProxyAccess): Promise<boolean> {
  return (await findProxy(proxy))?.state === 'running';
}

/** The component's routes as the proxy serves them now; none where no proxy runs. */
export async function currentRoutes(proxy: ProxyAccess, key: string): Promise<ComponentRoutes> {
  if (!(await isProxyRunning(proxy))) return noRoutes();
  const servers = await admin(proxy).servers();
  return routesOfKey(servers, key);
}

/** Replace the component's routes in one step; the same routes again change nothing. */
export async function switchRoute(proxy: ProxyAccess, key: string, routes: ComponentRoutes): Promise<void> {
  await changeServers(proxy, (servers) => withRoutesOf(servers, key, routes));
}

/** Restore the component's routes, unless it has some: then it was switched in the meantime. */
export async function restoreRoute(proxy: ProxyAccess, key: string, routes: ComponentRoutes): Promise<void> {
  await changeServers(proxy, (servers) =>
    lacksRoutes(routesOfKey(servers, key)) ? withRoutesOf(servers, key, routes) : servers,
  );
}

/** Find the components without routes in the proxy; every domain has some on port 80 and for the probe. */
export async function withoutRoutes(proxy: ProxyAccess, keys: readonly string[]): Promise<string[]> {
  const servers = await admin(proxy).servers();
  return keys.filter((uuid) => lacksRoutes(routesOfKey(servers, uuid)));
}

/** The components that the proxy has routes of. */
export async function routedKeys(proxy: ProxyAccess): Promise<string[]> {
  return keysWithRoutes(await admin(proxy).servers());
}

function lacksRoutes(routes: ComponentRoutes): boolean {
  return routes.gantry_http.length === 0 || routes.gantry_probe.length === 0;
}

/** Change the servers, with the option that keeps WebSockets where the proxy knows it. @returns whether anything changed */
export async function changeServers(
  proxy: ProxyAccess,
  change: (servers: CaddyServers) => CaddyServers,
): Promise<boolean> {
  const container = await findProxy(proxy);
  const keeps = container !== null && (await keepsStreams(proxy.host, container));
  return admin(proxy).changeServers((servers) => {
    const changed = change(servers);
    return changed === servers ? servers : withStreams(changed, keeps);
  });
}

/** Remove the component's routes. Fine where no proxy runs. */
export async function removeRoute(proxy: ProxyAccess, key: string): Promise<void> {
  if (await isProxyRunning(proxy)) await switchRoute(proxy, key, noRoutes());
}

/** Requests that run now on these upstreams (`host:port`). */
export async function runningRequests(proxy: ProxyAccess, upstreams: readonly string[]): Promise<number> {
  const running = await admin(proxy).runningRequests();
  return upstreams.reduce((sum, upstream) => sum + (running.get(upstream) ?? 0), 0);
}
