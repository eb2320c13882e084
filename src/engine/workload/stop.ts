import type { Clock } from '../../lib/clock';
import { removeRoute } from '../proxy/switch-route';
import { type ApplicationPlace, applicationContainers } from './containers';

export interface StopInput extends ApplicationPlace {
  clock: Clock;
  /** Container of the server's proxy, or null where there is none. */
  proxyContainer: string | null;
  /** Seconds between SIGTERM and SIGKILL. */
  graceSeconds: number;
}

/** Takes the application off the proxy, then stops its containers. They are kept, so that a start is quick. */
export async function stopApplication(input: StopInput): Promise<void> {
  const { host, proxyContainer, applicationUuid } = input;
  const takeOff = async () => {
    if (proxyContainer !== null)
      await removeRoute({ ...input, containerName: proxyContainer }, applicationUuid);
  };
  await takeOff();
  for (const container of await applicationContainers(input)) {
    if (container.status === 'exited' || container.status === 'created') continue;
    await host.docker.stopContainer(container.id, input.graceSeconds);
  }
  // A sweep that looked while the container still ran may have restored what it missed.
  await takeOff();
}
