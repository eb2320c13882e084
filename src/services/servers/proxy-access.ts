import { AppError } from '../../domain/error';
import { isProxyProgram } from '../../domain/proxy';
import type { ProxySpec } from '../../domain/workload/routing';
import type { ProxyRef } from '../../engine/plan/action';
import { proxyRef } from '../../engine/plan/proxy-ref';
import type { ProxyAccess } from '../../engine/proxy/model/access';
import type { Host } from '../../engine/server/host';
import type { Services } from '../context';
import type { ServerWithKey } from './find';

type ProxyColumns = Pick<ServerWithKey, 'proxyKind' | 'proxyContainer'>;

/** The proxy of a server that has one, as the engine operates it. */
export function proxyAccess(
  services: Pick<Services, 'installation' | 'clock'>,
  { proxyKind, proxyContainer }: ProxyColumns,
  host: Host,
): ProxyAccess {
  if (!isProxyProgram(proxyKind)) throw new AppError('bad_request', 'This server has no proxy.');
  return {
    host,
    instanceId: services.installation.uuid,
    program: proxyKind,
    containerName: proxyContainer,
    clock: services.clock,
  };
}

/** The proxy settings of a server, for the specification of a workload there. */
export function proxySpec(server: ProxyColumns & Pick<ServerWithKey, 'proxyImage'>): ProxySpec {
  return { kind: server.proxyKind, containerName: server.proxyContainer, image: server.proxyImage };
}

/** The proxy that may have routes of a workload on this server; null: there is none. */
export function proxyRefOf(
  { installation }: Pick<Services, 'installation'>,
  server: ProxyColumns,
): ProxyRef | null {
  const { proxyKind: kind, proxyContainer: containerName } = server;
  return isProxyProgram(kind) ? proxyRef(installation.uuid, { kind, containerName }) : null;
}
