import type { TaskSpec } from '../../domain/workload/task-spec';
import { taskPlan } from '../../engine/plans/task';
import { workloadChanged } from '../changed';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import { operationRef } from '../operations/operation-ref';
import { type CommandParameters, commandParameters } from './command-parameters';
import { EXTRA_MS } from './extra-time';
import { outputSecrets } from './output-secrets';

const VERSION = 1;

/** The run of one command in a container of a workload. It is never retried: a user waits for it. */
export const runCommand: OperationDefinition<TaskSpec> = {
  version: VERSION,

  async prepare(scope, operation) {
    const { command, container, timeout } = commandParameters.parse(operation.parameters);
    return {
      ...operationRef(scope, operation),
      name: 'Command',
      command,
      container,
      timeoutMs: timeout * 1000,
      secrets: await outputSecrets(scope, operation.workloadId),
    };
  },

  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => taskPlan(spec),
  secrets: ({ secrets }) => secrets,
  deadlineMs: ({ timeoutMs }) => timeoutMs + EXTRA_MS,

  async beforeEnd(scope, { uuid, parameters }, { facts }) {
    const ended: CommandParameters = {
      ...commandParameters.parse(parameters),
      exitCode: facts.task?.exitCode ?? null,
    };
    await scope.db.operation.updateMany({ where: { uuid }, data: { parameters: ended } });
  },

  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
};
