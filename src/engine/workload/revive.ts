import type { Host } from '../../transport/host';
import type { ContainerState } from './containers';

/** Times of a machine are whole seconds, so they may be a second off. */
const EARLIER_MS = 3_000;
/** A starting daemon stops the containers it finds running, each within its own time. */
const LATER_MS = 120_000;

/**
 * Find the containers that a Docker daemon stopped when it started and has not started again. A daemon that was killed
 * finds its containers alive, stops them, and then takes them for stopped by hand (`HasBeenManuallyStopped`), so that
 * `unless-stopped` does not restart them.
 */
export function leftByDaemon(containers: readonly ContainerState[], daemonStartedAt: Date): ContainerState[] {
  const start = daemonStartedAt.getTime();
  return containers.filter(({ status, restartsItself, finishedAt }) => {
    const ended = Date.parse(finishedAt);
    return status === 'exited' && restartsItself && ended >= start - EARLIER_MS && ended <= start + LATER_MS;
  });
}

/** Start the containers again. @returns their names */
export async function reviveContainers(
  { docker }: Pick<Host, 'docker'>,
  containers: readonly ContainerState[],
): Promise<string[]> {
  for (const { id } of containers) await docker.startContainer(id);
  return containers.map(({ name }) => name);
}
