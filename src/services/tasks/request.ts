import type { ScheduledTask, Workload, WorkloadKind } from '../../db/generated/client';
import type { OrganizationScope, Scope } from '../context';
import type { StartedOperation } from '../operations/request';
import { requestRun } from '../schedules/request-run';
import { findWorkload } from '../workloads/find';
import { requireLegal } from '../workloads/require-legal';
import { findTask, type TaskIds } from './find';
import type { TaskParameters } from './parameters';

type Asking = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

/**
 * Request a run of a task. While one waits or runs, a further request returns that one.
 * @param run `execution`: uuid of the run that this retries; `due`: when it was due, by the clock
 */
export async function requestTask(
  scope: Asking,
  workload: Pick<Workload, 'id' | 'uuid' | 'kind' | 'destinationId'>,
  { uuid }: Pick<ScheduledTask, 'uuid'>,
  { execution, due }: { execution?: string; due?: Date } = {},
): Promise<StartedOperation> {
  const request = {
    kind: 'task' as const,
    workload,
    parameters: { task: uuid, ...(execution !== undefined && { execution }) } satisfies TaskParameters,
    identity: { task: uuid },
    supersedes: [],
  };
  return requestRun(scope, request, due ? [uuid, due.toISOString()] : null);
}

/** Run a task now. @throws AppError 404 · 409 while the workload is being deleted */
export async function executeTask(scope: Scope, kind: WorkloadKind, ids: TaskIds): Promise<StartedOperation> {
  const workload = await findWorkload(scope, kind, ids.workload);
  const task = await findTask(scope, ids);
  requireLegal(workload, 'update');
  return requestTask(scope, workload, task);
}
