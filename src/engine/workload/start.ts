import type { RoutingSpec } from '../../domain/deployment-spec';
import type { Clock } from '../../lib/clock';
import { portLabel, slotOf } from '../component/slot';
import { applicationRoutes } from '../proxy/caddy-routes';
import type { ProxyAccess } from '../proxy/proxy-access';
import { writeSlot } from '../proxy/slot-flag';
import { isProxyRunning, switchRoute } from '../proxy/switch-route';
import { type ApplicationPlace, applicationContainers } from './containers';

export interface StartInput extends ApplicationPlace {
  clock: Clock;
  proxyContainer: string | null;
  routing: RoutingSpec;
}

/**
 * Starts the container that was stopped, and routes to it.
 * @returns false when there is none to start: the application must be deployed
 */
export async function startApplication(input: StartInput): Promise<boolean> {
  const { host, applicationUuid, routing } = input;
  const [container] = await applicationContainers(input);
  if (container === undefined) return false;
  if (container.status !== 'running') await host.docker.startContainer(container.id);
  if (input.proxyContainer === null) return true;
  const proxy: ProxyAccess = { ...input, containerName: input.proxyContainer };
  const port = Number(container.labels[portLabel]);
  const slot = slotOf(container);
  if (slot === undefined || !(port > 0) || !(await isProxyRunning(proxy))) return true;
  await writeSlot(proxy, applicationUuid, slot);
  const routes = applicationRoutes({ applicationUuid, routing, ports: { blue: port, green: port } });
  await switchRoute(proxy, applicationUuid, routes);
  return true;
}
