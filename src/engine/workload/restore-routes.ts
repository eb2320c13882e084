import type { RoutingSpec } from '../../domain/deployment-spec';
import type { ContainerSummary } from '../../transport/docker/api';
import { ofResource, ownedBy } from '../component/labels';
import { domainsLabel, portLabel, slotOf } from '../component/slot';
import { applicationRoutes } from '../proxy/caddy-routes';
import type { ProxyAccess } from '../proxy/proxy-access';
import { readSlot, writeSlot } from '../proxy/slot-flag';
import { removeRoute, restoreRoute, withoutRoutes } from '../proxy/switch-route';

export interface RoutedApplication {
  uuid: string;
  /**
   * How it is served.
   * @param domains those that its container was released with; undefined: an earlier Gantry did not note them
   */
  routing: (domains: string | undefined) => Promise<RoutingSpec>;
}

/**
 * Give applications that run the routes back which the proxy lost. One that has routes, or more than one container, is
 * left alone. @returns the uuids of those restored
 */
export async function restoreRoutes(
  proxy: ProxyAccess,
  applications: readonly RoutedApplication[],
): Promise<string[]> {
  const missing = new Set(
    await withoutRoutes(
      proxy,
      applications.map(({ uuid }) => uuid),
    ),
  );
  if (missing.size === 0) return [];
  const labels = { ...ownedBy(proxy.instanceId), 'gantry.kind': 'application' };
  const running = await proxy.host.docker.listContainers(labels, false);
  const restored: string[] = [];
  for (const application of applications.filter(({ uuid }) => missing.has(uuid))) {
    const [container, ...others] = running.filter(
      (each) => each.labels['gantry.resource'] === application.uuid,
    );
    if (container === undefined || others.length > 0) continue;
    if (await restore(proxy, application, container)) restored.push(application.uuid);
  }
  return restored;
}

async function restore(
  proxy: ProxyAccess,
  { uuid, routing }: RoutedApplication,
  container: ContainerSummary,
): Promise<boolean> {
  const port = Number(container.labels[portLabel]);
  const slot = slotOf(container);
  if (slot === undefined || !(port > 0)) return false;
  const spec = await routing(container.labels[domainsLabel]);
  if (spec.domains.length === 0) return false;
  if ((await readSlot(proxy, uuid)) !== slot) await writeSlot(proxy, uuid, slot);
  const ports = { blue: port, green: port };
  await restoreRoute(proxy, uuid, applicationRoutes({ applicationUuid: uuid, routing: spec, ports }));
  // It may have been stopped, and taken off the proxy, while this went on.
  const after = await proxy.host.docker.listContainers(ofResource(proxy.instanceId, uuid), false);
  if (after.length === 0) await removeRoute(proxy, uuid);
  return after.length > 0;
}
