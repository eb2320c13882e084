import { z } from 'zod';
import { workloadNames } from '../../domain/workload/names';
import { requestRemoval } from '../../services/operations/request-removal';
import { requestStop } from '../../services/operations/request-stop';
import { can } from '../authorize';
import type { RestProjection } from '../trpc';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import type { WorkloadSurface } from './surface';

/** Describe an action in the path of a workload: a POST without a body, and the older GET form. */
export function actionRest(
  { path, tag }: WorkloadSurface,
  action: 'start' | 'restart' | 'stop',
  summary: string,
): RestProjection {
  return {
    method: 'POST',
    path: `${path}/${action}`,
    status: 200,
    tag,
    summary,
    getAlias: true,
    bodyOptional: true,
  };
}

/** The procedures that take a workload of any kind out of service, temporarily or permanently. */
export function workloadActions(surface: WorkloadSurface) {
  const { kind, resource, path, tag, noun } = surface;
  const object = { type: resource, input: 'uuid' } as const;
  const name = workloadNames[kind];
  return {
    stop: can(`${resource}:stop`, {
      rest: actionRest(surface, 'stop', `Stop ${noun}`),
      object,
      input: z.strictObject({
        uuid: pathId,
        docker_cleanup: queryFlag.optional().meta({
          description: 'Accepted for older clients and ignored: the server’s cleanup removes images.',
        }),
      }),
      output: messageAnswer,
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      await requestStop(ctx.scope, { kind, uuid: input.uuid });
      return { message: `${name} stopping request queued.` };
    }),

    delete: can(`${resource}:delete`, {
      rest: { method: 'DELETE', path, status: 200, tag, summary: `Delete ${noun}` },
      object,
      input: z.strictObject({
        uuid: pathId,
        delete_configurations: queryFlag.default(true),
        delete_volumes: queryFlag.default(true),
        docker_cleanup: queryFlag.default(true),
        delete_connected_networks: queryFlag.default(true),
      }),
      output: messageAnswer,
      audit: resource,
    }).mutation(async ({ ctx, input }) => {
      await requestRemoval(
        ctx.scope,
        { kind, uuid: input.uuid },
        {
          deleteVolumes: input.delete_volumes,
          deleteNetworks: input.delete_connected_networks,
          deleteImages: input.docker_cleanup,
        },
      );
      return { message: `${name} deletion request queued.` };
    }),
  };
}
