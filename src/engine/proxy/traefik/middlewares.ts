import type { BasicAuthSpec } from '../../../domain/workload/routing';
import { upstreamHeader } from '../model/upstreams';
import { shared } from './names';
import type { TraefikMiddleware } from './types';

type Middlewares = Readonly<Record<string, TraefikMiddleware>>;

/** What the routes of every component use. */
export const sharedMiddlewares: Middlewares = {
  // A connection that was refused is tried again for a moment: nothing was sent yet, so any method may be repeated.
  [shared.retry]: { retry: { attempts: 5, initialInterval: '100ms' } },
  [shared.compress]: {
    compress: { encodings: ['zstd', 'gzip'], excludedContentTypes: ['text/event-stream'] },
  },
  [shared.noIndex]: { headers: { customResponseHeaders: { 'X-Robots-Tag': 'noindex, nofollow' } } },
  [shared.toHttps]: { redirectScheme: { scheme: 'https', permanent: true } },
};

/** Traefik replaces the X- headers by which programs know who asks and how; the one that a standard names it hands on. */
export const distrust: TraefikMiddleware = { headers: { customRequestHeaders: { Forwarded: '' } } };

export function basicAuth({ username, passwordHash }: BasicAuthSpec): TraefikMiddleware {
  return { basicAuth: { users: [`${username}:${passwordHash.reveal()}`] } };
}

export function stripPrefix(prefix: string): TraefikMiddleware {
  return { stripPrefix: { prefixes: [prefix] } };
}

/** @param host of the grammar of hosts: nothing in it means anything in a replacement */
export function redirectTo(scheme: 'https' | 'same', host: string): TraefikMiddleware {
  const to = scheme === 'same' ? '$1' : scheme;
  return {
    redirectRegex: { regex: '^(https?)://[^/]+(.*)$', replacement: `${to}://${host}$2`, permanent: true },
  };
}

/** Tell in the answer which upstream the configuration in force leads to. */
export function mark(upstream: string): TraefikMiddleware {
  return { headers: { customResponseHeaders: { [upstreamHeader]: upstream } } };
}

/** Nothing that visitors see: no router uses it. */
export function revision(hash: string): TraefikMiddleware {
  return { headers: { customResponseHeaders: { 'X-Gantry-Revision': hash } } };
}
