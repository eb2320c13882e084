/** Names of the proxy's container. */
const proxyNames: ReadonlySet<string> = new Set(['coolify-proxy', 'gantry-proxy']);

/**
 * A public id as Gantry generates it, alone or as the start or end of a name: slots (`<id>-web-blue`), previous
 * containers, previews, public ports of databases, and components of stacks (`web-<id>`).
 */
const ownName = /^(?:.+-)?[a-z0-9]{24}$|^[a-z0-9]{24}-/;

/**
 * Whether a name is reserved for Gantry in every network (deployment contract D18.3): the proxy's, or the form of a
 * public id and of names derived from it, in any organization. An application always has its own id as an alias.
 */
export function isReservedName(name: string): boolean {
  const host = name.toLowerCase().replace(/\.+$/, '');
  return proxyNames.has(host) || ownName.test(host);
}

export const RESERVED_NAME =
  'Is reserved for Gantry. Choose a name that is neither a resource id nor the name of a proxy.';
