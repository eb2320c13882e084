import { proxyOf } from '../proxy/kinds';
import type { ProxyAccess } from '../proxy/model/access';

/**
 * Take components that are gone off the proxy: one that was away when they were removed comes back with their routes.
 * @param existing which of these keys there still are
 * @returns the keys of those taken off
 */
export async function dropRoutes(
  proxy: ProxyAccess,
  existing: (keys: string[]) => Promise<ReadonlySet<string>>,
): Promise<string[]> {
  const routes = proxyOf(proxy);
  const routed = await routes.routedKeys(proxy);
  const kept = await existing(routed);
  const gone = routed.filter((key) => !kept.has(key));
  for (const key of gone) await routes.removeRoutes(proxy, key);
  return gone;
}
