/** Names of the proxy's container. */
const proxyNames: ReadonlySet<string> = new Set(['coolify-proxy', 'gantry-proxy']);

/**
 * A public id as Gantry makes them, alone or as the beginning or the end of a name: slots (`<id>-web-blue`), previous
 * containers, previews, public ports of databases, and components of stacks (`web-<id>`).
 */
const ownName = /^(?:.+-)?[a-z0-9]{24}$|^[a-z0-9]{24}-/;

/**
 * Whether a name is reserved for Gantry in every network (deployment contract D18.3): the proxy's, or the form of a
 * public id and of what is named by it, in any organization. An application has its own id as an alias without asking.
 */
export function isReservedName(name: string): boolean {
  const host = name.toLowerCase().replace(/\.+$/, '');
  return proxyNames.has(host) || ownName.test(host);
}

export const RESERVED_NAME =
  'Is reserved for Gantry. Choose a name that is neither a resource id nor the name of a proxy.';
