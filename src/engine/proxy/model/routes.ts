import { AppError } from '../../../domain/error';
import type { BasicAuthSpec, DomainSpec, RoutingSpec } from '../../../domain/workload/routing';
import { portsOf, type RouteInput, type SlotPorts } from './upstreams';

/** Serve requests from the active slot. */
export interface Serving {
  kind: 'serve';
  ports: SlotPorts;
  /** Path prefix that is removed before the component; null: none. */
  strip: string | null;
  noindex: boolean;
  basicAuth: BasicAuthSpec | null;
  gzip: boolean;
}

/** Redirect visitors; path and query are kept. */
export interface Redirecting {
  kind: 'redirect';
  scheme: 'https' | 'same';
  host: string | 'same';
}

/** What a proxy does with requests for a host and a path prefix, for any program. */
export interface ProxyRoute {
  /** A leading `*.` means any single label. */
  host: string;
  /** Without a trailing slash; empty for every path. */
  path: string;
  does: Serving | Redirecting;
}

/** Entrances of a proxy: port 80, port 443, and an internal one on which Gantry proves a switch. */
export type Entrance = 'http' | 'https' | 'probe';

export const entrances: readonly Entrance[] = ['http', 'https', 'probe'];

export type RoutesByEntrance = Readonly<Record<Entrance, readonly ProxyRoute[]>>;

const hostGrammar = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const pathGrammar = /^\/[A-Za-z0-9\-._~/]*$/;

/**
 * Make the routes of one component. An `http://` domain is served as it is; an `https://` domain also answers on port
 * 80, with a redirect if HTTPS is forced.
 */
export function routesOf({ routing, ports }: RouteInput): RoutesByEntrance {
  const domains = servedDomains(routing);
  const http: ProxyRoute[] = [];
  const https: ProxyRoute[] = [];
  for (const domain of domains) {
    const serve = route(domain, serving(routing, domain, ports));
    if (domain.scheme === 'http') http.push(serve);
    else {
      https.push(serve);
      if (!domains.some((other) => other.scheme === 'http' && isSamePlace(other, domain)))
        http.push(
          routing.forceHttps ? route(domain, { kind: 'redirect', scheme: 'https', host: 'same' }) : serve,
        );
    }
  }
  for (const [from, to] of hostRedirects(routing, domains)) {
    const schemes = domains.filter(({ host }) => host === to).map(({ scheme }) => scheme);
    const toHttps = routing.forceHttps && !schemes.includes('http');
    const moved = (scheme: Redirecting['scheme']): ProxyRoute => {
      return { host: from, path: '', does: { kind: 'redirect', scheme, host: to } };
    };
    http.push(moved(toHttps ? 'https' : 'same'));
    if (schemes.includes('https')) https.push(moved('same'));
  }
  const bare = { ...routing, gzip: false, basicAuth: null };
  const probe = domains.map((domain) => route(domain, serving(bare, { ...domain, noindex: false }, ports)));
  return { http, https, probe };
}

/**
 * Rank a route: longer paths before shorter ones, exact hosts before wildcards. The route with the higher number gets
 * a request.
 */
export function specificity({ host, path }: Pick<ProxyRoute, 'host' | 'path'>): number {
  return path.length * 2 + (host.startsWith('*') ? 0 : 1);
}

/** List the domains that serve: with `redirect` www or non-www, one of each pair of hosts. */
export function servedDomains({ domains, redirect }: RoutingSpec): DomainSpec[] {
  const served = new Map<string, DomainSpec>();
  for (const domain of domains) {
    checkDomain(domain);
    const bare = domain.host.replace(/^www\./, '');
    const host =
      redirect === 'both' || domain.host.startsWith('*')
        ? domain.host
        : redirect === 'www'
          ? `www.${bare}`
          : bare;
    served.set(`${domain.scheme} ${host} ${domain.path}`, { ...domain, host });
  }
  return [...served.values()];
}

/** Redirect the other form of each served host. */
function hostRedirects(
  { redirect }: RoutingSpec,
  served: readonly DomainSpec[],
): [from: string, to: string][] {
  if (redirect === 'both') return [];
  const hosts = new Set(served.map(({ host }) => host).filter((host) => !host.startsWith('*')));
  return [...hosts].map((host) => [redirect === 'www' ? host.replace(/^www\./, '') : `www.${host}`, host]);
}

function serving(
  { stripPrefix, basicAuth, gzip }: RoutingSpec,
  domain: DomainSpec,
  ports: SlotPorts,
): Serving {
  return {
    kind: 'serve',
    ports: portsOf(domain, ports),
    strip: stripPrefix && domain.path !== '/' ? trimmed(domain.path) : null,
    noindex: domain.noindex,
    basicAuth,
    gzip,
  };
}

function isSamePlace(a: DomainSpec, b: DomainSpec): boolean {
  return a.host === b.host && trimmed(a.path) === trimmed(b.path);
}

function route({ host, path }: DomainSpec, does: ProxyRoute['does']): ProxyRoute {
  return { host, path: trimmed(path), does };
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

/** Check a domain again before use: host and path become patterns of a proxy's matchers. */
function checkDomain(domain: DomainSpec): void {
  if (!hostGrammar.test(domain.host) || !pathGrammar.test(domain.path)) {
    throw new AppError('validation_failed', `A domain is not valid: ${JSON.stringify(domain.host)}.`);
  }
}
