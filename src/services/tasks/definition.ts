import type { TaskSpec } from '../../domain/workload/task-spec';
import { taskPlan, taskServerStep } from '../../engine/plans/task';
import { workloadChanged } from '../changed';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import { operationNotice } from '../operations/operation-notice';
import { operationRef } from '../operations/operation-ref';
import { beginExecution, endExecution, taskIsGone } from './executions';
import { EXTRA_MS } from './extra-time';
import { outputSecrets } from './output-secrets';
import { taskParameters } from './parameters';
import { requestTask } from './request';

const VERSION = 1;
/** Retries while the server or its Docker is unreachable (deployment contract §12). */
const MOST_RETRIES = 3;

/** The run of a task in a container of its workload. */
export const runTask: OperationDefinition<TaskSpec> = {
  version: VERSION,

  async prepare(scope, operation) {
    const { task: uuid, execution } = taskParameters.parse(operation.parameters);
    const { workloadId } = operation;
    const task = await scope.db.scheduledTask.findUnique({ where: { uuid, workloadId } });
    if (!task) throw taskIsGone();
    await beginExecution(scope, { taskId: task.id, operationUuid: operation.uuid, execution });
    await workloadChanged(scope, operation.workload);
    return {
      ...operationRef(scope, operation),
      name: task.name,
      command: task.command,
      container: task.container,
      timeoutMs: task.timeout * 1000,
      secrets: await outputSecrets(scope, workloadId),
    };
  },

  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => taskPlan(spec),
  secrets: ({ secrets }) => secrets,
  deadlineMs: ({ timeoutMs }) => timeoutMs + EXTRA_MS,
  beforeEnd: (scope, { uuid }, result) => endExecution(scope, uuid, result),

  /** An unreachable server does not mean that the task failed. */
  async afterEnd(scope, { uuid, parameters, workload }, { outcome, failedStep }) {
    await workloadChanged(scope, workload);
    if (outcome !== 'failed' || failedStep !== taskServerStep) return;
    const execution = await scope.db.taskExecution.findUnique({ where: { operationUuid: uuid } });
    if (!execution || execution.retryCount >= MOST_RETRIES) return;
    await requestTask(
      scope,
      workload,
      { uuid: taskParameters.parse(parameters).task },
      { execution: execution.uuid },
    );
  },

  /** No notice for an attempt that is followed by another. */
  async notice(scope, operation, result) {
    const execution = await scope.db.taskExecution.findUnique({
      where: { operationUuid: operation.uuid },
      include: { task: { select: { name: true } } },
    });
    if (!execution) return null; // the task was deleted in the meantime
    if (result.failedStep === taskServerStep && execution.retryCount < MOST_RETRIES) return null;
    const what = `Task ${execution.task.name} of ${operation.workload.name}`;
    return operationNotice(operation, result, { subject: 'scheduled_task', what });
  },
};
