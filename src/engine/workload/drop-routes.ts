import type { ProxyAccess } from '../proxy/proxy-access';
import { removeRoute, routedKeys } from '../proxy/switch-route';

/**
 * Take components that are gone off the proxy: one that was away when they were removed comes back with their routes.
 * @param existing which of these keys there still are
 * @returns the keys of those taken off
 */
export async function dropRoutes(
  proxy: ProxyAccess,
  existing: (keys: string[]) => Promise<ReadonlySet<string>>,
): Promise<string[]> {
  const routed = await routedKeys(proxy);
  const kept = await existing(routed);
  const gone = routed.filter((key) => !kept.has(key));
  for (const key of gone) await removeRoute(proxy, key);
  return gone;
}
