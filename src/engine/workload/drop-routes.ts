import { proxyOf } from '../proxy/kinds';
import type { ProxyAccess } from '../proxy/model/access';

/**
 * Remove the routes of deleted components from the proxy: one that was down when they were removed still has them.
 * @param existing which of these keys still exist
 * @returns the keys whose routes were removed
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
