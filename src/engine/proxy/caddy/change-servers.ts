import type { ProxyAccess } from '../model/access';
import { CaddyAdmin } from './admin';
import { withStreams } from './streams';
import type { CaddyServers } from './types';
import { keepsStreams } from './version';

/**
 * Change the servers, with the option that keeps WebSockets if the proxy supports it. @returns whether anything
 * changed
 */
export async function changeServers(
  proxy: ProxyAccess,
  change: (servers: CaddyServers) => CaddyServers,
): Promise<boolean> {
  const keeps = await keepsStreams(proxy);
  return new CaddyAdmin(proxy.host, proxy.instanceId, proxy.clock).changeServers((servers) => {
    const changed = change(servers);
    return changed === servers ? servers : withStreams(changed, keeps);
  });
}
