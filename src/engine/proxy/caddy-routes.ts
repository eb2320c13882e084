import type { DomainSpec, RoutingSpec } from '../../domain/deployment-spec';
import { AppError } from '../../domain/error';
import type { Slot } from '../release/slot';
import * as handlers from './caddy-handlers';
import { type SlotPorts, slotUpstream } from './caddy-handlers';
import type { ServerName } from './caddy-servers';
import type { CaddyHandler, CaddyMatch, CaddyRoute } from './caddy-types';

export type ApplicationRoutes = Record<ServerName, readonly CaddyRoute[]>;

export interface RouteInput {
  applicationUuid: string;
  routing: RoutingSpec;
  /** First exposed port of the container in each slot; a domain may name its own port. */
  ports: SlotPorts;
}

type UnnamedRoute = Omit<CaddyRoute, '@id'>;

const hostGrammar = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const pathGrammar = /^\/[A-Za-z0-9\-._~/]*$/;

/** The routes of one application, as data made of parsed parts: input only ever becomes a whole string value. */
export function applicationRoutes(input: RouteInput): ApplicationRoutes {
  const { applicationUuid, routing } = input;
  const domains = servedDomains(routing);
  const http: UnnamedRoute[] = [];
  const https: UnnamedRoute[] = [];
  for (const domain of domains) {
    const serve = route(matchOf(domain), serveHandlers(input, domain));
    http.push(routing.forceHttps ? route(matchOf(domain), [handlers.redirectTo('https', 'same')]) : serve);
    if (isSecure(routing, domain)) https.push(serve);
  }
  for (const [from, to] of hostRedirects(routing, domains)) {
    const redirect = route({ host: [from] }, [
      handlers.redirectTo(routing.forceHttps ? 'https' : 'same', to.host),
    ]);
    http.push(redirect);
    if (isSecure(routing, to)) https.push(redirect);
  }
  const probe = domains.map((domain) =>
    route(matchOf(domain), [handlers.showUpstream(), ...upstreamHandlers(input, domain)]),
  );
  return {
    gantry_http: named(applicationUuid, 'http', http),
    gantry_https: named(applicationUuid, 'https', https),
    gantry_probe: named(applicationUuid, 'probe', probe),
  };
}

/** The application answers nowhere. */
export function noRoutes(): ApplicationRoutes {
  return { gantry_http: [], gantry_https: [], gantry_probe: [] };
}

/** Every `host:port` that the proxy dials for a slot of an application. */
export function upstreamsOf({ applicationUuid, routing, ports }: RouteInput, slot: Slot): string[] {
  const dials = routing.domains.map((domain) => slotUpstream(applicationUuid, slot, portsOf(domain, ports)));
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

function upstreamHandlers(
  { applicationUuid, routing, ports }: RouteInput,
  domain: DomainSpec,
): CaddyHandler[] {
  const strip = routing.stripPrefix && domain.path !== '/';
  return [
    ...(strip ? [handlers.stripPathPrefix(trimmed(domain.path))] : []),
    handlers.proxyToSlot(applicationUuid, portsOf(domain, ports)),
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
): [from: string, to: DomainSpec][] {
  if (redirect === 'both') return [];
  const hosts = new Map(
    served.filter(({ host }) => !host.startsWith('*')).map((domain) => [domain.host, domain]),
  );
  return [...hosts.values()].map((domain) => [
    redirect === 'www' ? domain.host.replace(/^www\./, '') : `www.${domain.host}`,
    domain,
  ]);
}

function isSecure(routing: RoutingSpec, domain: DomainSpec): boolean {
  return domain.scheme === 'https' || routing.forceHttps;
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

function named(applicationUuid: string, server: string, routes: readonly UnnamedRoute[]): CaddyRoute[] {
  return routes.map((entry, index) => ({ '@id': `gantry_${applicationUuid}_${server}_${index}`, ...entry }));
}

/** Checked again where it is used: these two become patterns of Caddy's matchers. */
function checkDomain(domain: DomainSpec): void {
  if (!hostGrammar.test(domain.host) || !pathGrammar.test(domain.path)) {
    throw new AppError(
      'validation_failed',
      `The domain of this application is not valid: ${JSON.stringify(domain.host)}.`,
    );
  }
}
