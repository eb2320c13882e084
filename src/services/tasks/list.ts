import type { ScheduledTask, TaskStatus, WorkloadKind } from '../../db/generated/client';
import { listTaskExecutions, type TaskExecutionRow } from '../../db/queries/list-task-executions';
import { PERIODS_TO_MARK } from '../../domain/failing-schedule';
import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { findTask, type TaskIds } from './find';

export interface ListedTask extends ScheduledTask {
  /** Status of its newest executions that have ended, newest first. */
  executions: { status: TaskStatus }[];
}

/** List the tasks of a workload, oldest first. */
export async function listTasks(scope: Scope, { kind, uuid }: NamedWorkload): Promise<ListedTask[]> {
  const { id } = await findWorkload(scope, kind, uuid);
  return scope.db.scheduledTask.findMany({
    where: { workloadId: id },
    orderBy: { id: 'asc' },
    include: {
      executions: {
        where: { status: { not: 'running' } },
        orderBy: { id: 'desc' },
        take: PERIODS_TO_MARK,
        select: { status: true },
      },
    },
  });
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
