import { z } from 'zod';
import { requestRemoval, requestStart, requestStop } from '../../services/databases/request';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';

const tag = 'Databases';
const object = { type: 'database', input: 'uuid' } as const;
const rest = (action: string, summary: string) => ({
  method: 'POST' as const,
  path: `/databases/{uuid}/${action}` as const,
  status: 200 as const,
  tag,
  summary,
  getAlias: true,
  bodyOptional: true,
});

export const actionProcedures = {
  start: can('database:start', {
    rest: rest('start', 'Start a database'),
    object,
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit: 'database',
  }).mutation(async ({ ctx, input }) => {
    await requestStart(ctx.scope, input.uuid, 'start');
    return { message: 'Database starting request queued.' };
  }),

  restart: can('database:restart', {
    rest: rest('restart', 'Restart a database'),
    object,
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit: 'database',
  }).mutation(async ({ ctx, input }) => {
    await requestStart(ctx.scope, input.uuid, 'restart');
    return { message: 'Database restarting request queued.' };
  }),

  stop: can('database:stop', {
    rest: rest('stop', 'Stop a database'),
    object,
    input: z.strictObject({
      uuid: pathId,
      docker_cleanup: queryFlag.optional().meta({
        description: 'Accepted for older clients: images are removed by the cleanup of the server.',
      }),
    }),
    output: messageAnswer,
    audit: 'database',
  }).mutation(async ({ ctx, input }) => {
    await requestStop(ctx.scope, input.uuid);
    return { message: 'Database stopping request queued.' };
  }),

  delete: can('database:delete', {
    rest: { method: 'DELETE', path: '/databases/{uuid}', status: 200, tag, summary: 'Delete a database' },
    object,
    input: z.strictObject({
      uuid: pathId,
      delete_configurations: queryFlag.default(true),
      delete_volumes: queryFlag.default(true),
      docker_cleanup: queryFlag.default(true),
      delete_connected_networks: queryFlag.default(true),
    }),
    output: messageAnswer,
    audit: 'database',
  }).mutation(async ({ ctx, input }) => {
    await requestRemoval(ctx.scope, input.uuid, {
      deleteVolumes: input.delete_volumes,
      deleteNetworks: input.delete_connected_networks,
      deleteImages: input.docker_cleanup,
    });
    return { message: 'Database deletion request queued.' };
  }),
};
