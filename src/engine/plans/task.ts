import type { TaskSpec } from '../../domain/workload/task-spec';
import type { Plan } from '../plan/types';
import { shortStep } from '../release/release';

/** Id of the step that only fails when the server or its Docker is unreachable: then the task may be retried. */
export const taskServerStep = 'server';

/** Time to end the command in the container. */
const ENDING_MS = 10_000;

/** Plan the run of a command in an existing container; nothing that runs is changed. */
export function taskPlan({ operationUuid, workload, container, command, timeoutMs }: TaskSpec): Plan {
  return {
    operationUuid,
    noun: 'task',
    downtime: { class: 'none', reasons: [] },
    steps: [
      shortStep(taskServerStep, 'Check the server', [{ kind: 'check-docker' }]),
      shortStep('container', 'Find the container', [{ kind: 'find-task-container', workload, container }]),
      {
        id: 'run',
        title: 'Run the command',
        actions: [{ kind: 'run-task', command, deadlineMs: timeoutMs }],
        deadlineMs: timeoutMs + ENDING_MS,
        onFail: 'fail',
        once: true,
      },
      shortStep('status', 'Check the exit status', [{ kind: 'require-task-status' }]),
    ],
    cleanup: [],
  };
}
