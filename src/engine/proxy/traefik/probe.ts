import { AppError } from '../../../domain/error';
import type { DomainSpec } from '../../../domain/workload/routing';
import type { ProxyAccess } from '../model/access';
import { upstreamHeader } from '../model/upstreams';
import { askInside } from './inside';

const ATTEMPTS = 25;
const PAUSE_MS = 200;

/** Statuses and texts with which Traefik itself answers for an upstream that it does not reach. */
const ownAnswers: Readonly<Record<number, string>> = { 502: 'Bad Gateway', 504: 'Gateway Timeout' };

/** Ask the probe entrance for a domain: its answers name the upstream that the configuration in force leads to. */
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

/** @returns the upstream that answered, or what did in its place */
async function ask(proxy: ProxyAccess, { host, path }: DomainSpec): Promise<string> {
  const request = { port: 'probe', path, host: host.replace('*', 'gantry-probe') } as const;
  const { status, headers } = await askInside(proxy, { ...request, method: 'HEAD' });
  const upstream = headers[upstreamHeader.toLowerCase()];
  const itself = `status ${status} from the proxy itself`;
  if (upstream === undefined) return itself;
  const own = ownAnswers[status];
  if (own === undefined) return upstream;
  // The mark is on its own answers, too; only their text tells them from those of a program that answers so.
  const whole = await askInside(proxy, { ...request, method: 'GET' });
  return whole.status === status && whole.body === own ? itself : upstream;
}
