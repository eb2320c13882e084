import type { ContainerState } from '../../transport/docker/api';
import { type WorkloadPlace, workloadContainers } from './containers';

/** `state:health` of the wire contract, such as `running:healthy`; a bare `exited` when nothing runs. */
export async function workloadStatus(place: WorkloadPlace): Promise<string> {
  return statusOf(await workloadContainers(place));
}

/**
 * The container that runs longest speaks for the workload: while a deployment is under way it is the one that
 * serves. Else the one that tries to run.
 *
 * @param containers newest first
 */
export function statusOf(containers: readonly ContainerState[]): string {
  const serving = containers.findLast(({ status }) => status === 'running');
  if (serving) return runningStatus(serving);
  const trying = containers.find(({ status }) => status === 'restarting' || status === 'paused');
  return trying ? `${trying.status}:unknown` : 'exited';
}

function runningStatus({ health }: ContainerState): string {
  if (health === 'starting') return 'starting:unknown';
  return `running:${health === 'none' ? 'unknown' : health}`;
}
