import type { RoutingSpec } from '../../domain/workload/routing';
import type { Clock } from '../../lib/clock';
import { portLabel, slotOf } from '../component/slot';
import { componentRoutes } from '../proxy/caddy-routes';
import { writeSlot } from '../proxy/slot-flag';
import { isProxyRunning, switchRoute } from '../proxy/switch-route';
import { type WorkloadPlace, workloadContainers } from './containers';
import { proxyOf } from './stop';

export interface StartInput extends WorkloadPlace {
  clock: Clock;
  proxyContainer: string | null;
  routing: RoutingSpec;
}

/**
 * Start the container that was stopped, and route to it: of a workload with one component.
 * @returns false when there is none to start: it must be deployed
 */
export async function startWorkload(input: StartInput): Promise<boolean> {
  const { host, workload, routing } = input;
  const [container] = await workloadContainers(input);
  if (container === undefined) return false;
  if (container.status !== 'running') await host.docker.startContainer(container.id);
  if (input.proxyContainer === null) return true;
  const proxy = proxyOf(input, input.proxyContainer);
  const port = Number(container.labels[portLabel]);
  const slot = slotOf(container);
  if (slot === undefined || !(port > 0) || !(await isProxyRunning(proxy))) return true;
  await writeSlot(proxy, workload.uuid, slot);
  const routes = componentRoutes({ key: workload.uuid, routing, ports: { blue: port, green: port } });
  await switchRoute(proxy, workload.uuid, routes);
  return true;
}
