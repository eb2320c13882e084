import type { ContainerState } from '../../transport/docker/api';

/**
 * Get the status of a workload in the form `state:health` of the wire contract, such as `running:healthy`, or a bare
 * `exited`. The longest-running container decides, which serves during a deployment; else one that is trying to run.
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
