import { dockerLabel } from '../../domain/docker-label';
import type { ContainerState } from '../../transport/docker/api';
import { isOfComponent } from '../component/labels';
import { statusOf } from '../workload/status';

export interface StatusOfComponent {
  name: string;
  status: string;
  /** Whether it is left out of the overall status: it has done its work, or must not count. */
  isLeftOut: boolean;
}

/**
 * Compute `state:health` of each component and of the whole stack, which has the worst one; `degraded:unhealthy` when
 * only some run (`deployment.md` D16.8).
 *
 * @param containers newest first
 */
export function stackStatus(
  components: readonly { name: string; isExcludedFromStatus: boolean }[],
  containers: readonly ContainerState[],
): { status: string; ofComponents: StatusOfComponent[] } {
  const ofComponents = components.map(({ name, isExcludedFromStatus }): StatusOfComponent => {
    const own = containers.filter((container) => isOfComponent(container, { name }));
    const status = statusOf(own);
    return { name, status, isLeftOut: isExcludedFromStatus || (status === 'exited' && isComplete(own[0])) };
  });
  const counted = ofComponents.filter(({ isLeftOut }) => !isLeftOut);
  return { status: worstOf(counted.map(({ status }) => status)), ofComponents };
}

function isComplete(container: ContainerState | undefined): boolean {
  return container?.exitCode === 0 && container.labels[dockerLabel.ends] !== undefined;
}

function worstOf(statuses: readonly string[]): string {
  const up = statuses.filter((status) => status.startsWith('running') || status.startsWith('starting'));
  if (up.length === 0) return statuses.find((status) => status !== 'exited') ?? 'exited';
  if (up.length < statuses.length) return 'degraded:unhealthy';
  const order = ['running:unhealthy', 'starting:unknown', 'running:unknown', 'running:healthy'];
  return order.find((status) => up.includes(status)) ?? 'running:unknown';
}
