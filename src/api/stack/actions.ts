import { z } from 'zod';
import { requestRelease } from '../../services/stacks/request';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { actionRest, workloadActions } from '../workload/actions';
import { stackSurface } from '../workload/surface';

const tag = 'Services';
const object = { type: 'service', input: 'uuid' } as const;
const audit = 'service';

export const actionProcedures = {
  start: can('service:start', {
    rest: actionRest(stackSurface, 'start', 'Start a service'),
    object,
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await requestRelease(ctx.scope, input.uuid, { action: 'start' });
    return { message: 'Service starting request queued.' };
  }),

  restart: can('service:restart', {
    rest: actionRest(stackSurface, 'restart', 'Restart a service'),
    object,
    input: z.strictObject({
      uuid: pathId,
      latest: queryFlag
        .optional()
        .meta({ description: 'Pull images even if they are already on the server.' }),
    }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await requestRelease(ctx.scope, input.uuid, { action: 'restart', latest: input.latest ?? false });
    return { message: 'Service restarting request queued.' };
  }),

  deploy: can('service:deploy', {
    rest: {
      method: 'POST',
      path: '/services/{uuid}/deploy',
      status: 200,
      tag,
      summary: 'Deploy a service, replacing the components that have changed',
      bodyOptional: true,
    },
    object,
    input: z.strictObject({ uuid: pathId, latest: queryFlag.optional() }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await requestRelease(ctx.scope, input.uuid, { action: 'deploy', latest: input.latest ?? false });
    return { message: 'Service deployment request queued.' };
  }),

  ...workloadActions(stackSurface),
};
