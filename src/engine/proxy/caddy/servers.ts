import { mountedFolder } from '../model/mounted-folder';
import { specificity } from '../model/routes';
import type { CaddyRoute, CaddyServer, CaddyServers } from './types';

/** Servers that `routes` of a component are written for. */
export type ServerName = 'gantry_http' | 'gantry_https' | 'gantry_probe';

export const serverNames: readonly ServerName[] = ['gantry_http', 'gantry_https', 'gantry_probe'];

const fallbackId = (server: ServerName) => `gantry_fallback_${server}`;

/** Name the route that redirects requests for hosts that nothing serves. */
export const redirectId = (server: ServerName) => `gantry_fallback_redirect_${server}`;

export function isRedirectOfOthers(route: CaddyRoute): boolean {
  return route['@id']?.startsWith('gantry_fallback_redirect_') ?? false;
}

/** Whether a route is for hosts that nothing serves: it comes last. */
export function isFallback(route: CaddyRoute): boolean {
  return route['@id']?.startsWith('gantry_fallback_') ?? false;
}

/** Whether users wrote a route; it comes after every route of a component, whatever it matches. */
export function isCustom(route: CaddyRoute): boolean {
  return route['@id']?.startsWith('gantry_custom-') ?? false;
}

/** Make the last route: without it Caddy answers 200 with an empty body for hosts that no component serves. */
function fallback(server: ServerName): CaddyRoute {
  const notFound = {
    handler: 'static_response',
    status_code: 404,
    headers: { 'Content-Type': ['text/plain; charset=utf-8'] },
    body: 'Nothing is served here.\n',
  };
  return { '@id': fallbackId(server), handle: [notFound] };
}

/**
 * Make Gantry's servers without any component. Port 80 never requests certificates or redirects on its own: an
 * `http://` domain is served as it is. The probe server listens on a unix socket of the host and serves the same
 * upstreams, so that a switch can be proven without a certificate and without a shared container network.
 */
export function emptyServers(): Record<ServerName, CaddyServer> {
  const server = (name: ServerName, listen: string, automaticHttps: CaddyServer['automatic_https']) => ({
    listen: [listen],
    routes: [fallback(name)],
    automatic_https: automaticHttps,
  });
  return {
    gantry_http: server('gantry_http', ':80', { disable: true }),
    gantry_https: server('gantry_https', ':443', { disable_redirects: true }),
    gantry_probe: server('gantry_probe', `unix/${mountedFolder}/probe.sock`, { disable: true }),
  };
}

/** Make the configuration for Caddy's very first start; afterwards it resumes its own saved configuration. */
export function bootstrapConfig() {
  return {
    // A unix socket has no host name; Caddy compares the Host header with this list.
    admin: { listen: `unix/${mountedFolder}/admin.sock`, origins: ['localhost'] },
    apps: { http: { servers: emptyServers() } },
  };
}

export function belongsTo(key: string) {
  return (route: CaddyRoute) => keyOfRoute(route) === key;
}

function keyOfRoute(route: CaddyRoute): string | undefined {
  return /^gantry_(.+)_(?:http|https|probe)_\d+$/.exec(route['@id'] ?? '')?.[1];
}

/**
 * Replace this component's routes; everything else is kept, the most specific route first. Of two equally specific
 * routes the existing one comes first: writing the same routes again changes nothing, and causes no reload.
 */
export function withRoutesOf(
  servers: CaddyServers,
  key: string,
  routes: Readonly<Record<ServerName, readonly CaddyRoute[]>>,
): CaddyServers {
  const isOurs = belongsTo(key);
  const complete: CaddyServers = { ...emptyServers(), ...servers };
  const changed = serverNames.map((name) => {
    const server = complete[name] ?? emptyServers()[name];
    const others = server.routes.filter((route) => !isOurs(route) && route['@id'] !== fallbackId(name));
    const place = placesIn(server.routes);
    const sorted = [...others, ...routes[name]].sort((a, b) => rank(b) - rank(a) || place(a) - place(b));
    return [name, { ...server, routes: [...sorted, fallback(name)] }] as const;
  });
  return { ...complete, ...Object.fromEntries(changed) };
}

/** List the hosts served over HTTPS. */
export function httpsHosts({ gantry_https: server }: CaddyServers): string[] {
  const routes = server?.routes.filter((route) => !isFallback(route)) ?? [];
  const hosts = routes.flatMap(({ match }) => match?.flatMap((each) => each.host ?? []) ?? []);
  return [...new Set(hosts)].filter((name) => !name.includes('{'));
}

/** Get this component's current routes. */
export function routesOfKey(servers: CaddyServers, key: string): Record<ServerName, readonly CaddyRoute[]> {
  const routesOf = (name: ServerName) => (servers[name]?.routes ?? []).filter(belongsTo(key));
  return {
    gantry_http: routesOf('gantry_http'),
    gantry_https: routesOf('gantry_https'),
    gantry_probe: routesOf('gantry_probe'),
  };
}

/** List the keys of components that have routes. */
export function keysWithRoutes(servers: CaddyServers): string[] {
  const routes = serverNames.flatMap((name) => servers[name]?.routes ?? []);
  return [...new Set(routes.map(keyOfRoute).filter((key) => key !== undefined))];
}

/** Find the place of a route, or of the earlier one with the same id; a new one comes last. */
function placesIn(routes: readonly CaddyRoute[]): (route: CaddyRoute) => number {
  const places = new Map<unknown, number>();
  routes.forEach((route, index) => {
    places.set(route, index);
    if (route['@id'] !== undefined) places.set(route['@id'], index);
  });
  return (route) => places.get(route) ?? places.get(route['@id']) ?? routes.length;
}

/** Rank a route: Caddy takes the first that matches. Custom ones come after those of components, and fallbacks last. */
function rank(route: CaddyRoute): number {
  if (isFallback(route)) return -2;
  if (isCustom(route)) return -1;
  const match = route.match?.[0];
  const host = match?.host?.find((each) => each.startsWith('*')) ?? match?.host?.[0] ?? '*';
  return specificity({ host, path: match?.path?.[0] ?? '' });
}
