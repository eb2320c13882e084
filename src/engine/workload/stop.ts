import type { Clock } from '../../lib/clock';
import type { ProxyAccess } from '../proxy/proxy-access';
import { removeRoute } from '../proxy/switch-route';
import { type WorkloadPlace, workloadContainers } from './containers';

export interface StopInput extends WorkloadPlace {
  clock: Clock;
  /** Container of the server's proxy, or null where there is none. */
  proxyContainer: string | null;
  /** Seconds between SIGTERM and SIGKILL. */
  graceSeconds: number;
}

/** Take a workload with one component off the proxy, then stop its containers. They are kept, so that a start is quick. */
export async function stopWorkload(input: StopInput): Promise<void> {
  await takeOff(input);
  await stopContainers(input, input.graceSeconds);
  // A sweep that looked while the container still ran may have restored what it missed.
  await takeOff(input);
}

/** Stop every container of a workload that runs, or tries to. @returns their names */
export async function stopContainers(place: WorkloadPlace, graceSeconds: number): Promise<string[]> {
  const containers = await workloadContainers(place);
  const active = containers.filter(({ status }) => status !== 'exited' && status !== 'created');
  for (const { id } of active) await place.host.docker.stopContainer(id, graceSeconds);
  return active.map(({ name }) => name);
}

type OnProxy = Pick<StopInput, 'host' | 'workload' | 'clock' | 'proxyContainer'>;

/** Nothing leads to the workload any more. */
export async function takeOff(input: OnProxy): Promise<void> {
  if (input.proxyContainer !== null)
    await removeRoute(proxyOf(input, input.proxyContainer), input.workload.uuid);
}

export function proxyOf({ host, clock, workload }: OnProxy, containerName: string): ProxyAccess {
  return { host, clock, instanceId: workload.instanceId, containerName };
}
