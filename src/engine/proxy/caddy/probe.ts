import { AppError } from '../../../domain/error';
import type { DomainSpec } from '../../../domain/workload/routing';
import { proxyFolder } from '../../server/folders';
import type { ProxyAccess } from '../model/access';
import { upstreamHeader } from '../model/upstreams';

const attempts = 5;
const pauseMs = 200;
const deadlineMs = 10_000;

/**
 * Request a domain from the proxy and check which container answered. Any status is fine: the component's health was
 * checked before; this only proves that requests reach it.
 *
 * @param upstream `host:port` that must answer
 */
export async function probeRoute(proxy: ProxyAccess, domain: DomainSpec, upstream: string): Promise<void> {
  let answer = '';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const response = await proxy.host.httpOverSocket({
      socketPath: `${proxyFolder(proxy.instanceId)}/probe.sock`,
      method: 'HEAD',
      path: domain.path,
      headers: { Host: domain.host.replace('*', 'gantry-probe') },
      deadlineMs,
    });
    const answeredBy = response.headers[upstreamHeader.toLowerCase()];
    if (answeredBy === upstream) return;
    answer =
      answeredBy === undefined
        ? `status ${response.status} from the proxy itself`
        : `the container ${answeredBy}`;
    if (attempt < attempts) await proxy.clock.sleep(pauseMs);
  }
  throw new AppError(
    'unavailable',
    `The proxy cannot reach the new container for ${domain.host}: it responded with ${answer}.`,
  );
}
