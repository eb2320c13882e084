import { z } from 'zod';
import { createTask, deleteTask, updateTask } from '../../services/tasks/change';
import { listExecutions, listTasks } from '../../services/tasks/list';
import { executeTask } from '../../services/tasks/request';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import type { WorkloadSurface } from './surface';
import {
  createTaskInput,
  taskExecutionWire,
  taskWire,
  toTaskChange,
  toTaskExecutionWire,
  toTaskWire,
  updateTaskInput,
} from './task-schema';

const tag = 'Scheduled Tasks';
const audit = 'schedule';
const ofTask = { uuid: pathId, task_uuid: pathId };

const idsOf = (input: { uuid: string; task_uuid: string }) => ({
  workload: input.uuid,
  task: input.task_uuid,
});

/** The procedures on the scheduled tasks of a kind of workload. */
export function workloadTasks({ kind, resource, path, noun }: WorkloadSurface) {
  const object = { type: resource, input: 'uuid' } as const;
  const tasks = `${path}/scheduled-tasks` as const;
  const task = `${tasks}/{task_uuid}` as const;
  return {
    listTasks: can('schedule:read', {
      rest: { method: 'GET', path: tasks, status: 200, tag, summary: `List the scheduled tasks of ${noun}` },
      object,
      input: z.strictObject({ uuid: pathId }),
      output: z.array(taskWire),
    }).query(async ({ ctx, input }) =>
      (await listTasks(ctx.scope, { kind, uuid: input.uuid })).map(toTaskWire),
    ),

    createTask: can('schedule:create', {
      rest: { method: 'POST', path: tasks, status: 201, tag, summary: `Create a scheduled task of ${noun}` },
      object,
      input: createTaskInput,
      output: taskWire,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { name, command, frequency } = input;
      const given = { name, command, frequency, ...toTaskChange(input) };
      return toTaskWire(await createTask(ctx.scope, { kind, uuid: input.uuid }, given));
    }),

    updateTask: can('schedule:update', {
      rest: { method: 'PATCH', path: task, status: 200, tag, summary: `Update a scheduled task of ${noun}` },
      object,
      input: updateTaskInput,
      output: taskWire,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { name, command, frequency } = input;
      const change = { name, command, frequency, ...toTaskChange(input) };
      return toTaskWire(await updateTask(ctx.scope, kind, idsOf(input), change));
    }),

    deleteTask: can('schedule:delete', {
      rest: { method: 'DELETE', path: task, status: 200, tag, summary: `Delete a scheduled task of ${noun}` },
      object,
      input: z.strictObject(ofTask),
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      await deleteTask(ctx.scope, kind, idsOf(input));
      return { message: 'Scheduled task deleted.' };
    }),

    listTaskExecutions: can('schedule:read', {
      rest: {
        method: 'GET',
        path: `${task}/executions`,
        status: 200,
        tag,
        summary: `List the executions of a scheduled task of ${noun}`,
      },
      object,
      input: z.strictObject(ofTask),
      output: z.array(taskExecutionWire),
    }).query(async ({ ctx, input }) =>
      (await listExecutions(ctx.scope, kind, idsOf(input))).map(toTaskExecutionWire),
    ),

    executeTask: can('schedule:update', {
      rest: {
        method: 'POST',
        path: `${task}/execute`,
        status: 200,
        tag,
        summary: `Run a scheduled task of ${noun} now`,
        bodyOptional: true,
      },
      object,
      input: z.strictObject(ofTask),
      output: messageAnswer.extend({ operation_uuid: z.string() }),
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { uuid, isDuplicate } = await executeTask(ctx.scope, kind, idsOf(input));
      return {
        message: isDuplicate ? 'Scheduled task is already running.' : 'Scheduled task execution queued.',
        operation_uuid: uuid,
      };
    }),
  };
}
