import type { Slot } from '../../plan/facts';
import type { ProxyAccess } from '../model/access';
import { findRunning } from '../model/find-proxy';
import type { RouteInput } from '../model/upstreams';
import { CaddyAdmin } from './admin';
import { changeServers } from './change-servers';
import { type ComponentRoutes, componentRoutes, noRoutes } from './routes';
import { keysWithRoutes, routesOfKey, withRoutesOf } from './servers';
import { readSlot, writeSlot } from './slot-flag';

function admin({ host, instanceId, clock }: ProxyAccess): CaddyAdmin {
  return new CaddyAdmin(host, instanceId, clock);
}

/** Get the component's current routes from the proxy; none when no proxy runs. */
export async function currentRoutes(proxy: ProxyAccess, key: string): Promise<string> {
  const isRunning = (await findRunning(proxy)) !== null;
  return JSON.stringify(isRunning ? routesOfKey(await admin(proxy).servers(), key) : noRoutes());
}

export function switchRoutes(proxy: ProxyAccess, input: RouteInput): Promise<void> {
  return writeRoutes(proxy, input.key, componentRoutes(input));
}

export function putBack(proxy: ProxyAccess, key: string, routes: string): Promise<void> {
  // Written by `currentRoutes`.
  return writeRoutes(proxy, key, { ...noRoutes(), ...(JSON.parse(routes) as ComponentRoutes) });
}

export async function restoreRoutes(proxy: ProxyAccess, input: RouteInput, slot: Slot): Promise<void> {
  const { key } = input;
  if ((await readSlot(proxy, key)) !== slot) await writeSlot(proxy, key, slot);
  const routes = componentRoutes(input);
  await changeServers(proxy, (servers) =>
    lacksRoutes(routesOfKey(servers, key)) ? withRoutesOf(servers, key, routes) : servers,
  );
}

/** Find the components without routes in the proxy; every domain has some on port 80 and for the probe. */
export async function withoutRoutes(proxy: ProxyAccess, keys: readonly string[]): Promise<string[]> {
  const servers = await admin(proxy).servers();
  return keys.filter((uuid) => lacksRoutes(routesOfKey(servers, uuid)));
}

export async function routedKeys(proxy: ProxyAccess): Promise<string[]> {
  return keysWithRoutes(await admin(proxy).servers());
}

export async function removeRoutes(proxy: ProxyAccess, key: string): Promise<void> {
  if ((await findRunning(proxy)) !== null) await writeRoutes(proxy, key, noRoutes());
}

/** Count the requests that run on these upstreams (`host:port`). */
export async function countRunning(proxy: ProxyAccess, upstreams: readonly string[]): Promise<number> {
  const running = await admin(proxy).runningRequests();
  return upstreams.reduce((sum, upstream) => sum + (running.get(upstream) ?? 0), 0);
}

async function writeRoutes(proxy: ProxyAccess, key: string, routes: ComponentRoutes): Promise<void> {
  await changeServers(proxy, (servers) => withRoutesOf(servers, key, routes));
}

function lacksRoutes(routes: ComponentRoutes): boolean {
  return routes.gantry_http.length === 0 || routes.gantry_probe.length === 0;
}
