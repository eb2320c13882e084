import { customOptions } from './custom-schema';
import { emptyServers, isCustom, isFallback } from './servers';
import type { CaddyRoute, CaddyServer, CaddyServers } from './types';

/** The servers that users may add to: port 80 and port 443. */
export const customServers = ['gantry_http', 'gantry_https'] as const;

type CustomServer = { routes?: readonly CaddyRoute[]; [option: string]: unknown };

/** The part of a proxy's configuration that users write, apart from what Gantry makes of domains. */
export type CustomPart = Partial<Record<(typeof customServers)[number], CustomServer>>;

const optionNames = Object.keys(customOptions);

/**
 * The servers with the custom part in place of the one before. Its routes come after those of components, which are
 * terminal: a request that a component serves never reaches one of them. Nothing else of a server can be set.
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

/** The custom part as the proxy has it. */
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

/** The servers without the custom part. */
export function managedPartOf(servers: CaddyServers): CaddyServers {
  return Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, managedServer(server)]));
}

/** The options and routes of a server that are not custom. */
function managedServer(server: CaddyServer): CaddyServer {
  const own = Object.entries(server).filter(([option]) => !optionNames.includes(option));
  const routes = server.routes.filter((route) => !isCustom(route));
  return { ...(Object.fromEntries(own) as CaddyServer), routes }; // where it listens is no custom option
}

/** No id of a component's route: those end in `_<server>_<number>`. */
const prefixOf = (server: string) => `gantry_custom-${server.replace('gantry_', '')}-`;
