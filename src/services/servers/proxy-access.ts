import type { ProxyAccess } from '../../engine/proxy/proxy-access';
import type { Host } from '../../engine/server/host';
import type { Services } from '../context';
import type { ServerWithKey } from './find';

/** The proxy of a server, as the engine drives it. */
export function proxyAccess(
  services: Pick<Services, 'installation' | 'clock'>,
  server: Pick<ServerWithKey, 'proxyContainer'>,
  host: Host,
): ProxyAccess {
  return {
    host,
    instanceId: services.installation.uuid,
    containerName: server.proxyContainer,
    clock: services.clock,
  };
}
