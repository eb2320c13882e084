import { errorMessage } from '../../domain/error';
import { CaddyAdmin } from './caddy-admin';
import { isCustom, isFallback, serverNames } from './caddy-servers';
import { keepsStreams } from './caddy-version';
import { findProxy } from './find-proxy';
import type { ProxyAccess } from './proxy-access';

export interface ProxyStatus {
  state: 'running' | 'exited' | 'missing' | 'foreign';
  /** Why a running proxy does not answer, else null. */
  problem: string | null;
  /** Routes of components in each of our servers, without the fallback. */
  routes: number;
}

/** Read the state of the proxy of a server. */
export async function proxyStatus(proxy: ProxyAccess): Promise<ProxyStatus> {
  const { docker } = proxy.host;
  const found = await findProxy(proxy);
  if (found === null) {
    const named = await docker.inspectContainer(proxy.containerName);
    return { state: named === null ? 'missing' : 'foreign', problem: null, routes: 0 };
  }
  if (found.state !== 'running') {
    const problem = (await docker.inspectContainer(found.id))?.error || null;
    return { state: 'exited', problem, routes: 0 };
  }
  try {
    const servers = await new CaddyAdmin(proxy.host, proxy.instanceId, proxy.clock).servers();
    const routes = serverNames.flatMap((name) => servers[name]?.routes ?? []);
    const served = routes.filter((route) => !isFallback(route) && !isCustom(route));
    return { state: 'running', problem: null, routes: served.length };
  } catch (error) {
    return { state: 'running', problem: errorMessage(error), routes: 0 };
  }
}

/** Whether open WebSockets outlive a change of the routes: Caddy 2.7 or later. True where there is no proxy. */
export async function keepsWebSockets(proxy: ProxyAccess): Promise<boolean> {
  const found = await findProxy(proxy);
  return found === null || keepsStreams(proxy.host, found);
}
