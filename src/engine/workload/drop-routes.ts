import type { ProxyAccess } from '../proxy/proxy-access';
import { applicationsWithRoutes, removeRoute } from '../proxy/switch-route';

/**
 * Take applications that are gone off the proxy: one that was away when they were removed comes back with their routes.
 * @param existing which of these applications there still are
 * @returns the uuids of those taken off
 */
export async function dropRoutes(
  proxy: ProxyAccess,
  existing: (uuids: string[]) => Promise<ReadonlySet<string>>,
): Promise<string[]> {
  const routed = await applicationsWithRoutes(proxy);
  const kept = await existing(routed);
  const gone = routed.filter((uuid) => !kept.has(uuid));
  for (const uuid of gone) await removeRoute(proxy, uuid);
  return gone;
}
