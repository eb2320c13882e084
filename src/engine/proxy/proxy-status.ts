import { errorMessage } from '../../domain/error';
import { CaddyAdmin } from './caddy-admin';
import { serverNames } from './caddy-servers';
import type { ProxyAccess } from './proxy-access';

export interface ProxyStatus {
  state: 'running' | 'exited' | 'missing' | 'foreign';
  /** Why a running proxy does not answer, else null. */
  problem: string | null;
  /** Routes of applications in each of our servers, without the fallback. */
  routes: number;
}

/** What the proxy of a server does now. */
export async function proxyStatus(proxy: ProxyAccess): Promise<ProxyStatus> {
  const container = await proxy.host.docker.inspectContainer(proxy.containerName);
  if (container === null) return { state: 'missing', problem: null, routes: 0 };
  if (container.labels['gantry.instance'] !== proxy.instanceId)
    return { state: 'foreign', problem: null, routes: 0 };
  if (container.status !== 'running') return { state: 'exited', problem: container.error || null, routes: 0 };
  try {
    const { servers } = await new CaddyAdmin(proxy.host, proxy.instanceId, proxy.clock).servers();
    const routes = serverNames.flatMap((name) => servers[name]?.routes ?? []);
    const applications = routes.filter((route) => !route['@id']?.startsWith('gantry_fallback_'));
    return { state: 'running', problem: null, routes: applications.length };
  } catch (error) {
    return { state: 'running', problem: errorMessage(error), routes: 0 };
  }
}
