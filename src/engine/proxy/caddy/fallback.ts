import type { ProxyAccess } from '../model/access';
import { changeServers } from './change-servers';
import { emptyServers, isFallback, isRedirectOfOthers, redirectId } from './servers';
import type { CaddyRoute, CaddyServers } from './types';

const redirected = ['gantry_http', 'gantry_https'] as const;

export function setFallback(proxy: ProxyAccess, url: string | null): Promise<boolean> {
  return changeServers(proxy, (servers) => withFallback(servers, url));
}

/**
 * Redirect requests for hosts that nothing serves, before the last route answers them with 404; null: do not. The same
 * URL again changes nothing.
 */
export function withFallback(servers: CaddyServers, url: string | null): CaddyServers {
  if (url === null && !redirected.some((name) => servers[name]?.routes.some(isRedirectOfOthers)))
    return servers;
  const complete: CaddyServers = { ...emptyServers(), ...servers };
  const changed = redirected.map((name) => {
    const server = complete[name] ?? emptyServers()[name];
    const before = server.routes.filter((route) => !isFallback(route));
    const after = server.routes.filter((route) => isFallback(route) && !isRedirectOfOthers(route));
    const added = url === null ? [] : [redirectTo(redirectId(name), url)];
    return [name, { ...server, routes: [...before, ...added, ...after] }] as const;
  });
  return { ...complete, ...Object.fromEntries(changed) };
}

/**
 * The host of the target itself is left out: if this proxy does not serve it either, a browser would go in circles.
 * @param url without braces, which Caddy would replace
 */
function redirectTo(id: string, url: string): CaddyRoute {
  const { hostname } = new URL(url);
  return {
    '@id': id,
    match: [{ not: [{ host: [hostname] }] }],
    handle: [{ handler: 'static_response', status_code: 302, headers: { Location: [url] } }],
    terminal: true,
  };
}
