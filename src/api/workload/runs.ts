import { z } from 'zod';
import { getRun, listRuns, requestRun } from '../../services/tasks/runs';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { windowInput } from '../wire/query';
import { runInput, runWire, runWithOutput, toRunRequest, toRunWire, toRunWithOutput } from './run-schema';
import type { WorkloadSurface } from './surface';

/**
 * The procedures that run one command in a container of a workload. A run is an operation: its log is at
 * `/deployments/{uuid}/events`, and it is cancelled like any other.
 */
export function workloadRuns({ kind, resource, path, tag, noun }: WorkloadSurface) {
  const object = { type: resource, input: 'uuid' } as const;
  return {
    run: can(`${resource}:exec`, {
      rest: {
        method: 'POST',
        path: `${path}/run`,
        status: 200,
        tag,
        summary: `Run a command in a container of ${noun}`,
      },
      object,
      input: runInput,
      output: messageAnswer.extend({ run_uuid: z.string() }),
      audit: resource,
    }).mutation(async ({ ctx, input }) => ({
      message: 'Command queued.',
      run_uuid: await requestRun(ctx.scope, { kind, uuid: input.uuid }, toRunRequest(input)),
    })),

    listRuns: can(`${resource}:exec`, {
      rest: {
        method: 'GET',
        path: `${path}/runs`,
        status: 200,
        tag,
        summary: `List commands run in ${noun}`,
      },
      object,
      input: z.strictObject({ uuid: pathId, ...windowInput }),
      output: z.object({ count: z.int(), runs: z.array(runWire) }),
    }).query(async ({ ctx, input: { uuid, skip, take } }) => {
      const { count, runs } = await listRuns(ctx.scope, { kind, uuid }, { skip, take });
      return { count, runs: runs.map(toRunWire) };
    }),

    getRun: can(`${resource}:exec`, {
      rest: {
        method: 'GET',
        path: `${path}/runs/{run_uuid}`,
        status: 200,
        tag,
        summary: `Get a command run in ${noun}, with its output`,
      },
      object,
      input: z.strictObject({ uuid: pathId, run_uuid: pathId }),
      output: runWithOutput,
    }).query(async ({ ctx, input }) =>
      toRunWithOutput(await getRun(ctx.scope, { kind, uuid: input.uuid }, input.run_uuid)),
    ),
  };
}
