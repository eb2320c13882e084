import { dockerLabel } from '../../domain/docker-label';
import type { RoutingSpec } from '../../domain/workload/routing';
import type { ContainerSummary } from '../../transport/docker/api';
import { keyOf, ownedBy } from '../component/labels';
import { slotOf } from '../component/slot';
import { proxyOf } from '../proxy/kinds';
import type { ProxyAccess } from '../proxy/model/access';

export interface RoutedComponent {
  key: string;
  /**
   * Get the routing of the component.
   * @param domains of the released container; undefined: an earlier Gantry did not record them
   */
  routing: (domains: string | undefined) => Promise<RoutingSpec>;
}

/**
 * Restore the lost proxy routes of running components. One that has routes, or more than one container, is left alone.
 * @returns the keys of those restored
 */
export async function restoreRoutes(
  proxy: ProxyAccess,
  components: readonly RoutedComponent[],
): Promise<string[]> {
  const missing = new Set(
    await proxyOf(proxy).withoutRoutes(
      proxy,
      components.map(({ key }) => key),
    ),
  );
  if (missing.size === 0) return [];
  const running = await proxy.host.docker.listContainers(ownedBy(proxy.instanceId), false);
  const restored: string[] = [];
  for (const component of components.filter(({ key }) => missing.has(key))) {
    const [container, ...others] = running.filter((each) => keyOf(each) === component.key);
    if (container === undefined || others.length > 0) continue;
    if (await restore(proxy, component, container)) restored.push(component.key);
  }
  return restored;
}

async function restore(
  proxy: ProxyAccess,
  { key, routing }: RoutedComponent,
  container: ContainerSummary,
): Promise<boolean> {
  const port = Number(container.labels[dockerLabel.port]);
  const slot = slotOf(container);
  if (slot === undefined || !(port > 0)) return false;
  const spec = await routing(container.labels[dockerLabel.domains]);
  if (spec.domains.length === 0) return false;
  const ports = { blue: port, green: port };
  await proxyOf(proxy).restoreRoutes(proxy, { key, routing: spec, ports }, slot);
  // Meanwhile it may have been stopped, and its routes removed.
  const after = await proxy.host.docker.listContainers(ownedBy(proxy.instanceId), false);
  const isThere = after.some((each) => keyOf(each) === key);
  if (!isThere) await proxyOf(proxy).removeRoutes(proxy, key);
  return isThere;
}
