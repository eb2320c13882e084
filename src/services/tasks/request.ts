import type { ScheduledTask, Workload, WorkloadKind } from '../../db/generated/client';
import type { OrganizationScope, Scope } from '../context';
import { requestOperation, type StartedOperation } from '../operations/request';
import { findWorkload } from '../workloads/find';
import { requireLegal } from '../workloads/require-legal';
import { findTask, type TaskIds } from './find';
import type { TaskParameters } from './parameters';

type Asking = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

/**
 * Request a run of a task. While one waits or runs, a further request returns that one.
 * @param execution uuid of the run that this retries
 */
export async function requestTask(
  scope: Asking,
  workload: Pick<Workload, 'id' | 'uuid' | 'kind' | 'destinationId'>,
  { uuid }: Pick<ScheduledTask, 'uuid'>,
  execution?: string,
): Promise<StartedOperation> {
  const started = await requestOperation(scope, {
    kind: 'task',
    workload,
    parameters: { task: uuid, ...(execution !== undefined && { execution }) } satisfies TaskParameters,
    identity: { task: uuid },
    supersedes: [],
  });
  return started ?? { uuid: '', isDuplicate: true }; // null only for operations with a preset uuid
}

/** Run a task now. @throws AppError 404 · 409 while the workload is being deleted */
export async function executeTask(scope: Scope, kind: WorkloadKind, ids: TaskIds): Promise<StartedOperation> {
  const workload = await findWorkload(scope, kind, ids.workload);
  const task = await findTask(scope, ids);
  requireLegal(workload, 'update');
  return requestTask(scope, workload, task);
}
