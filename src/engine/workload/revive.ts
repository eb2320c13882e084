import type { Host } from '../../transport/host';
import type { ContainerState } from './containers';

/** The times of a machine are whole seconds, and so may be a second apart. */
const EARLIER_MS = 3_000;
/** A daemon that starts stops what it finds running, each container for as long as it takes to end. */
const LATER_MS = 120_000;

/**
 * The containers that a Docker daemon ended when it started and has not started again. One that was killed finds its
 * containers alive, stops them, and then takes them for stopped by hand (`HasBeenManuallyStopped`), so that
 * `unless-stopped` does not bring them back.
 */
export function leftByDaemon(containers: readonly ContainerState[], daemonStartedAt: Date): ContainerState[] {
  const start = daemonStartedAt.getTime();
  return containers.filter(({ status, restartsItself, finishedAt }) => {
    const ended = Date.parse(finishedAt);
    return status === 'exited' && restartsItself && ended >= start - EARLIER_MS && ended <= start + LATER_MS;
  });
}

/** Start them again. @returns their names */
export async function reviveContainers(
  { docker }: Pick<Host, 'docker'>,
  containers: readonly ContainerState[],
): Promise<string[]> {
  for (const { id } of containers) await docker.startContainer(id);
  return containers.map(({ name }) => name);
}
