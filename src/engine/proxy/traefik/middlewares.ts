import type { BasicAuthSpec } from '../../../domain/workload/routing';
import { upstreamHeader } from '../model/upstreams';
import { shared } from './names';
import type { TraefikMiddleware } from './types';

type Middlewares = Readonly<Record<string, TraefikMiddleware>>;

/** Middlewares that the routes of every component use. */
export const sharedMiddlewares: Middlewares = {
  // A refused connection is retried for a moment: nothing was sent yet, so any method may be repeated.
  [shared.retry]: { retry: { attempts: 5, initialInterval: '100ms' } },
  [shared.compress]: {
    compress: { encodings: ['zstd', 'gzip'], excludedContentTypes: ['text/event-stream'] },
  },
  [shared.noIndex]: { headers: { customResponseHeaders: { 'X-Robots-Tag': 'noindex, nofollow' } } },
  [shared.toHttps]: { redirectScheme: { scheme: 'https', permanent: true } },
};

/**
 * Removes the standard `Forwarded` header; Traefik itself replaces the X- headers that tell programs who sends a
 * request and how.
 */
export const distrust: TraefikMiddleware = { headers: { customRequestHeaders: { Forwarded: '' } } };

export function basicAuth({ username, passwordHash }: BasicAuthSpec): TraefikMiddleware {
  return { basicAuth: { users: [`${username}:${passwordHash.reveal()}`] } };
}

export function stripPrefix(prefix: string): TraefikMiddleware {
  return { stripPrefix: { prefixes: [prefix] } };
}

/** @param host valid by the grammar of hosts, so that nothing in it is special in a replacement */
export function redirectTo(scheme: 'https' | 'same', host: string): TraefikMiddleware {
  const to = scheme === 'same' ? '$1' : scheme;
  return {
    redirectRegex: { regex: '^(https?)://[^/]+(.*)$', replacement: `${to}://${host}$2`, permanent: true },
  };
}

/** Mark the answer with the upstream that the active configuration leads to. */
export function mark(upstream: string): TraefikMiddleware {
  return { headers: { customResponseHeaders: { [upstreamHeader]: upstream } } };
}

/** Make a middleware that no router uses, so that visitors do not see it. */
export function revision(hash: string): TraefikMiddleware {
  return { headers: { customResponseHeaders: { 'X-Gantry-Revision': hash } } };
}
