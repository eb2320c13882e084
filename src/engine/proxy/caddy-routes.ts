import { AppError } from '../../domain/error';
import type { DomainSpec, RoutingSpec } from '../../domain/workload/routing';
import type { Slot } from '../plan/facts';
import * as handlers from './caddy-handlers';
import { type SlotPorts, slotUpstream } from './caddy-handlers';
import type { ServerName } from './caddy-servers';
import type { CaddyHandler, CaddyMatch, CaddyRoute } from './caddy-types';

export type ComponentRoutes = Record<ServerName, readonly CaddyRoute[]>;

export interface RouteInput {
  key: string;
  routing: RoutingSpec;
  /** First exposed port of the container in each slot; a domain may name its own port. */
  ports: SlotPorts;
}

type UnnamedRoute = Omit<CaddyRoute, '@id'>;

const hostGrammar = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const pathGrammar = /^\/[A-Za-z0-9\-._~/]*$/;

/**
 * The routes of one component. An `http://` domain is served as it is; an `https://` domain also answers on port 80:
 * with a redirect where https is forced. They are data made of parsed parts: input only ever becomes a whole
 * string value.
 */
export function componentRoutes(input: RouteInput): ComponentRoutes {
  const { key, routing } = input;
  const domains = servedDomains(routing);
  const http: UnnamedRoute[] = [];
  const https: UnnamedRoute[] = [];
  for (const domain of domains) {
    const serve = route(matchOf(domain), serveHandlers(input, domain));
    if (domain.scheme === 'http') http.push(serve);
    else {
      https.push(serve);
      if (!domains.some((other) => other.scheme === 'http' && isSamePlace(other, domain)))
        http.push(
          routing.forceHttps ? route(matchOf(domain), [handlers.redirectTo('https', 'same')]) : serve,
        );
    }
  }
  for (const [from, to] of hostRedirects(routing, domains)) {
    const schemes = domains.filter(({ host }) => host === to).map(({ scheme }) => scheme);
    const toHttps = routing.forceHttps && !schemes.includes('http');
    http.push(route({ host: [from] }, [handlers.redirectTo(toHttps ? 'https' : 'same', to)]));
    if (schemes.includes('https')) https.push(route({ host: [from] }, [handlers.redirectTo('same', to)]));
  }
  const probe = domains.map((domain) =>
    route(matchOf(domain), [handlers.showUpstream(), ...upstreamHandlers(input, domain)]),
  );
  return {
    gantry_http: named(key, 'http', http),
    gantry_https: named(key, 'https', https),
    gantry_probe: named(key, 'probe', probe),
  };
}

/** The routes of a component that is served nowhere. */
export function noRoutes(): ComponentRoutes {
  return { gantry_http: [], gantry_https: [], gantry_probe: [] };
}

/** Every `host:port` that the proxy dials for a slot of a component. */
export function upstreamsOf({ key, routing, ports }: RouteInput, slot: Slot): string[] {
  const dials = routing.domains.map((domain) => slotUpstream(key, slot, portsOf(domain, ports)));
  return [...new Set(dials)];
}

/** The ports that a domain is served from. */
export function portsOf(domain: DomainSpec, ports: SlotPorts): SlotPorts {
  return domain.port === null ? ports : { blue: domain.port, green: domain.port };
}

function serveHandlers(input: RouteInput, domain: DomainSpec): CaddyHandler[] {
  const { routing } = input;
  return [
    ...(domain.noindex ? [handlers.noIndex()] : []),
    ...(routing.basicAuth ? [handlers.basicAuth(routing.basicAuth)] : []),
    ...(routing.gzip ? [handlers.compress()] : []),
    ...upstreamHandlers(input, domain),
  ];
}

function upstreamHandlers({ key, routing, ports }: RouteInput, domain: DomainSpec): CaddyHandler[] {
  const strip = routing.stripPrefix && domain.path !== '/';
  return [
    ...(strip ? [handlers.stripPathPrefix(trimmed(domain.path))] : []),
    handlers.proxyToSlot(key, portsOf(domain, ports)),
  ];
}

/** Every domain in the spelling that serves: with `redirect` www or non-www there is one per pair of hosts. */
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

/** The other spelling of each served host, which only redirects. */
function hostRedirects(
  { redirect }: RoutingSpec,
  served: readonly DomainSpec[],
): [from: string, to: string][] {
  if (redirect === 'both') return [];
  const hosts = new Set(served.map(({ host }) => host).filter((host) => !host.startsWith('*')));
  return [...hosts].map((host) => [redirect === 'www' ? host.replace(/^www\./, '') : `www.${host}`, host]);
}

function isSamePlace(a: DomainSpec, b: DomainSpec): boolean {
  return a.host === b.host && trimmed(a.path) === trimmed(b.path);
}

function matchOf(domain: DomainSpec): CaddyMatch {
  const prefix = trimmed(domain.path);
  return { host: [domain.host], ...(prefix !== '' && { path: [prefix, `${prefix}/*`] }) };
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

function route(match: CaddyMatch, handle: CaddyHandler[]): UnnamedRoute {
  return { match: [match], handle, terminal: true };
}

function named(key: string, server: string, routes: readonly UnnamedRoute[]): CaddyRoute[] {
  return routes.map((entry, index) => ({ '@id': `gantry_${key}_${server}_${index}`, ...entry }));
}

/** Check a domain again before it is used: host and path become patterns of Caddy's matchers. */
function checkDomain(domain: DomainSpec): void {
  if (!hostGrammar.test(domain.host) || !pathGrammar.test(domain.path)) {
    throw new AppError('validation_failed', `A domain is not valid: ${JSON.stringify(domain.host)}.`);
  }
}
