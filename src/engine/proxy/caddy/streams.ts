import { serverNames } from './servers';
import type { CaddyHandler, CaddyRoute, CaddyServers } from './types';

/** Far longer than any stream: it ends with its client or its container. */
const closeDelay = '8760h';

/**
 * Add or remove the option that lets WebSockets survive a change of the configuration. Caddy reloads the whole
 * configuration for every change of any component, and closes hijacked connections by default. A component's own
 * release still ends them: its old container stops.
 * @param keeps whether the proxy knows the option: versions before 2.7 refuse it
 */
export function withStreams(servers: CaddyServers, keeps: boolean): CaddyServers {
  const changed = serverNames.flatMap((name) => {
    const server = servers[name];
    return server ? [[name, { ...server, routes: server.routes.map((each) => route(each, keeps)) }]] : [];
  });
  return { ...servers, ...Object.fromEntries(changed) };
}

function route<T extends Pick<CaddyRoute, 'handle'>>(each: T, keeps: boolean): T {
  return { ...each, handle: each.handle.map((entry) => handler(entry, keeps)) };
}

function handler(entry: CaddyHandler, keeps: boolean): CaddyHandler {
  if (entry.handler === 'subroute') {
    // Only `handlers.ts` writes subroutes.
    const routes = entry.routes as Pick<CaddyRoute, 'handle'>[];
    return { ...entry, routes: routes.map((each) => route(each, keeps)) };
  }
  if (entry.handler !== 'reverse_proxy') return entry;
  const { stream_close_delay: _, ...plain } = entry;
  return keeps ? { ...plain, stream_close_delay: closeDelay } : plain;
}
