import { errorMessage } from '../../domain/error';
import { proxyOf } from './kinds';
import type { ProxyAccess } from './model/access';
import { findProxy, programOf } from './model/find-proxy';

export interface ProxyStatus {
  state: 'running' | 'exited' | 'missing' | 'foreign';
  /** Why a running proxy does not answer, or null. */
  problem: string | null;
  /** Number of component routes at each of Gantry's entrances. */
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
    const running = { ...proxy, program: programOf(found) };
    return { state: 'running', problem: null, routes: await proxyOf(running).countRoutes(running) };
  } catch (error) {
    return { state: 'running', problem: errorMessage(error), routes: 0 };
  }
}

/** Whether open WebSockets survive a change of the routes. True when there is no proxy. */
export async function keepsWebSockets(proxy: ProxyAccess): Promise<boolean> {
  const found = await findProxy(proxy);
  return found === null || proxyOf(proxy).keepsWebSockets(proxy);
}
