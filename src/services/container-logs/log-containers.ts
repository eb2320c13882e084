import { AppError } from '../../domain/error';
import type { NamedWorkload } from '../../domain/workload/names';
import { type ContainerLife, lifeOf } from '../../engine/step/container-life';
import type { ContainerState } from '../../engine/workload/containers';
import type { OrganizationScope } from '../context';
import { findAtDestination, type WorkloadOnServer } from '../workloads/on-server';
import { listStoredContainers } from './list';
import { presentContainers } from './logs';

/** A container whose log can be read. */
export interface LogContainer extends ContainerLife {
  /** Docker's state, or `removed`: then the log is Gantry's stored copy. */
  state: ContainerState['status'] | 'removed';
}

/**
 * List the containers of a workload, newest first; on an unreachable server, only removed ones.
 * @param destination uuid of an additional destination of the application; null: the main one
 */
export async function listLogContainers(
  scope: OrganizationScope,
  named: NamedWorkload,
  destination: string | null,
): Promise<LogContainer[]> {
  const found = await findAtDestination(scope, named, destination);
  const [present, stored] = await Promise.all([
    reachableContainers(scope, found),
    listStoredContainers(scope, found.workload.id),
  ]);
  const known = new Set(present.map(({ id }) => id));
  const gone = stored
    .filter(({ id }) => !known.has(id))
    .map(({ lines: _, ...container }): LogContainer => ({ ...container, state: 'removed' }));
  return [...present.map((each) => ({ ...lifeOf(each), state: each.status })), ...gone];
}

async function reachableContainers(
  scope: OrganizationScope,
  found: WorkloadOnServer,
): Promise<ContainerState[]> {
  try {
    return await presentContainers(scope, found, { withPreviews: false });
  } catch (error) {
    if (!(error instanceof AppError) || !['unavailable', 'conflict'].includes(error.code)) throw error;
    scope.log.info({ workload: found.workload.uuid, error: error.message }, 'containers not listed');
    return [];
  }
}
