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

/** Headers that Traefik replaces, and others of the kind that it passes on as visitors wrote them. */
const claims = {
  replaced: ['For', 'Host', 'Method', 'Port', 'Prefix', 'Proto', 'Server', 'Uri'],
  passedOn: ['By', 'Scheme', 'Ssl'],
} as const;

/**
 * Removes visitors' headers that tell programs who sends a request and how. Traefik itself replaces most of the X-
 * headers, but not their spellings with underscores, which programs behind CGI and WSGI do not tell apart. It has no
 * patterns for names, so all of them are listed.
 */
export const distrust: TraefikMiddleware = {
  headers: {
    customRequestHeaders: Object.fromEntries(
      [
        'Forwarded',
        ...claims.passedOn.map((name) => `X-Forwarded-${name}`),
        ...[...claims.replaced, ...claims.passedOn].flatMap((name) => underscored('Forwarded', name)),
        ...underscored('Real', 'Ip'),
      ].map((name) => [name, '']),
    ),
  },
};

/** Spellings of `X-<first>-<second>` with at least one underscore. */
function underscored(first: string, second: string): string[] {
  return [`X_${first}_${second}`, `X-${first}_${second}`, `X_${first}-${second}`];
}

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
