import { AppError } from '../../../domain/error';
import type { DomainSpec } from '../../../domain/workload/routing';
import type { ProxyAccess } from '../model/access';
import { upstreamHeader } from '../model/upstreams';
import { askInside } from './inside';

const ATTEMPTS = 25;
const PAUSE_MS = 200;

/** Statuses and texts of Traefik's own answers for an unreachable upstream. */
const ownAnswers: Readonly<Record<number, string>> = { 502: 'Bad Gateway', 504: 'Gateway Timeout' };

/** Request a domain from the probe entrance: its answers name the upstream that the active configuration leads to. */
export async function probe(proxy: ProxyAccess, domain: DomainSpec, upstream: string): Promise<void> {
  let answer = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await ask(proxy, domain);
    if (found === upstream) return;
    answer = found;
    if (attempt < ATTEMPTS) await proxy.clock.sleep(PAUSE_MS);
  }
  throw new AppError(
    'unavailable',
    `The proxy cannot reach the new container for ${domain.host}: it responded with ${answer}.`,
  );
}

/** @returns the upstream that answered, or what answered instead */
async function ask(proxy: ProxyAccess, { host, path }: DomainSpec): Promise<string> {
  const request = { port: 'probe', path, host: host.replace('*', 'gantry-probe') } as const;
  const { status, headers } = await askInside(proxy, { ...request, method: 'HEAD' });
  const upstream = headers[upstreamHeader.toLowerCase()];
  const itself = `status ${status} from the proxy itself`;
  if (upstream === undefined) return itself;
  const own = ownAnswers[status];
  if (own === undefined) return upstream;
  // Traefik's own answers have the mark, too; only their text differs from a program's answer with this status.
  const whole = await askInside(proxy, { ...request, method: 'GET' });
  return whole.status === status && whole.body === own ? itself : upstream;
}
