import { customOptions } from './custom-schema';
import { emptyServers, isCustom, isFallback } from './servers';
import type { CaddyRoute, CaddyServer, CaddyServers } from './types';

/** Servers that users may extend: port 80 and port 443. */
export const customServers = ['gantry_http', 'gantry_https'] as const;

type CustomServer = { routes?: readonly CaddyRoute[]; [option: string]: unknown };

/** User-written part of a proxy's configuration, separate from what Gantry generates from domains. */
export type CustomPart = Partial<Record<(typeof customServers)[number], CustomServer>>;

const optionNames = Object.keys(customOptions);

/**
 * Replace the custom part of the servers. Its routes come after those of components, which are terminal: a request
 * that a component serves never reaches a custom route. Nothing else of a server can be set.
 */
export function withCustomPart(servers: CaddyServers, part: CustomPart): CaddyServers {
  const complete: CaddyServers = { ...emptyServers(), ...servers };
  const changed = customServers.map((name) => {
    const managed = managedServer(complete[name] ?? emptyServers()[name]);
    const { routes: own = [], ...settings } = part[name] ?? {};
    const named = own.map((route, index) => ({ '@id': `${prefixOf(name)}${index}`, ...route }));
    const before = managed.routes.filter((route) => !isFallback(route));
    const after = managed.routes.filter(isFallback);
    return [name, { ...managed, ...settings, routes: [...before, ...named, ...after] }] as const;
  });
  return { ...complete, ...Object.fromEntries(changed) };
}

/** Extract the custom part from the proxy's servers. */
export function customPartOf(servers: CaddyServers): CustomPart {
  const parts = customServers.flatMap((name) => {
    const server = servers[name];
    if (!server) return [];
    const routes = server.routes.filter(isCustom).map(({ '@id': _, ...route }) => route);
    const options = Object.entries(server).filter(([option]) => optionNames.includes(option));
    if (routes.length === 0 && options.length === 0) return [];
    return [[name, { ...Object.fromEntries(options), ...(routes.length > 0 && { routes }) }] as const];
  });
  return Object.fromEntries(parts);
}

/** Remove the custom part from the servers. */
export function managedPartOf(servers: CaddyServers): CaddyServers {
  return Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, managedServer(server)]));
}

/** Keep the options and routes of a server that are not custom. */
function managedServer(server: CaddyServer): CaddyServer {
  const own = Object.entries(server).filter(([option]) => !optionNames.includes(option));
  const routes = server.routes.filter((route) => !isCustom(route));
  return { ...(Object.fromEntries(own) as CaddyServer), routes }; // listen addresses are not custom options
}

/** Never the id of a component's route: those end in `_<server>_<number>`. */
const prefixOf = (server: string) => `gantry_custom-${server.replace('gantry_', '')}-`;
