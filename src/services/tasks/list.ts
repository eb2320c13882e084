import type { WorkloadKind } from '../../db/generated/client';
import { listTaskExecutions, type TaskExecutionRow } from '../../db/queries/list-task-executions';
import { listTaskRows, type TaskRow } from '../../db/queries/list-tasks';
import { PERIODS_TO_MARK } from '../../domain/failing-schedule';
import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { findTask, type TaskIds } from './find';

export type { TaskRow };

/** List the tasks of a workload, oldest first. */
export async function listTasks(scope: Scope, { kind, uuid }: NamedWorkload): Promise<TaskRow[]> {
  const { id: workloadId } = await findWorkload(scope, kind, uuid);
  const { organizationId } = scope;
  return listTaskRows(scope.database.pool, { organizationId, workloadId, most: PERIODS_TO_MARK });
}

/** List the executions of a task, newest first, each with the end of its output. */
export async function listExecutions(
  scope: Scope,
  kind: WorkloadKind,
  ids: TaskIds,
): Promise<TaskExecutionRow[]> {
  await findWorkload(scope, kind, ids.workload);
  const { id } = await findTask(scope, ids);
  return listTaskExecutions(scope.database.pool, { organizationId: scope.organizationId, taskId: id });
}
