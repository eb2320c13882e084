import { type Entrance, type ProxyRoute, routesOf } from '../model/routes';
import type { RouteInput } from '../model/upstreams';
import * as handlers from './handlers';
import type { ServerName } from './servers';
import type { CaddyHandler, CaddyMatch, CaddyRoute } from './types';

export type ComponentRoutes = Record<ServerName, readonly CaddyRoute[]>;

/**
 * Write the routes of one component for Caddy. They are data made of parsed parts: input only ever becomes a whole
 * string value.
 */
export function componentRoutes(input: RouteInput): ComponentRoutes {
  const { http, https, probe } = routesOf(input);
  return {
    gantry_http: named(input.key, 'http', http),
    gantry_https: named(input.key, 'https', https),
    gantry_probe: named(input.key, 'probe', probe),
  };
}

/** Make the routes of a component that is not served. */
export function noRoutes(): ComponentRoutes {
  return { gantry_http: [], gantry_https: [], gantry_probe: [] };
}

function named(key: string, entrance: Entrance, routes: readonly ProxyRoute[]): CaddyRoute[] {
  return routes.map((route, index) => ({
    '@id': `gantry_${key}_${entrance}_${index}`,
    match: [matchOf(route)],
    handle: [...(entrance === 'probe' ? [handlers.showUpstream()] : []), ...handle(key, route)],
    terminal: true,
  }));
}

function handle(key: string, { does }: ProxyRoute): CaddyHandler[] {
  if (does.kind === 'redirect') return [handlers.redirectTo(does.scheme, does.host)];
  return [
    handlers.distrust(),
    ...(does.noindex ? [handlers.noIndex()] : []),
    ...(does.basicAuth ? [handlers.basicAuth(does.basicAuth)] : []),
    ...(does.gzip ? [handlers.compress()] : []),
    ...(does.strip === null ? [] : [handlers.stripPathPrefix(does.strip)]),
    handlers.proxyToSlot(key, does.ports),
  ];
}

function matchOf({ host, path }: ProxyRoute): CaddyMatch {
  return { host: [host], ...(path !== '' && { path: [path, `${path}/*`] }) };
}
