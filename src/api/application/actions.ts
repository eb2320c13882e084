import { z } from 'zod';
import { requestStop } from '../../services/applications/request-stop';
import { startDeployment } from '../../services/deployments/start';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';

const tag = 'Applications';
const deploymentAnswer = messageAnswer.extend({ deployment_uuid: z.string() });

/** Body of a request that meets an identical deployment which still waits or runs (coolify-api §5.4). */
const ALREADY_QUEUED = 'Deployment already queued for this commit.';

export const actionProcedures = {
  start: can('application:start', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/start',
      status: 200,
      tag,
      summary: 'Deploy an application',
      getAlias: true,
      bodyOptional: true,
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      force: queryFlag.optional(),
      instant_deploy: queryFlag
        .optional()
        .meta({ description: 'Accepted for older clients: the queue is for everybody.' }),
    }),
    output: deploymentAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    const request = { applicationUuid: input.uuid, kind: 'deploy', force: input.force ?? false } as const;
    const { uuid, isDuplicate } = await startDeployment(ctx.scope, request);
    return { message: isDuplicate ? ALREADY_QUEUED : 'Deployment request queued.', deployment_uuid: uuid };
  }),

  restart: can('application:restart', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/restart',
      status: 200,
      tag,
      summary: 'Restart an application without building it',
      getAlias: true,
      bodyOptional: true,
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: deploymentAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    const request = { applicationUuid: input.uuid, kind: 'restart', force: false } as const;
    const { uuid, isDuplicate } = await startDeployment(ctx.scope, request);
    return { message: isDuplicate ? ALREADY_QUEUED : 'Restart request queued.', deployment_uuid: uuid };
  }),

  stop: can('application:stop', {
    rest: {
      method: 'POST',
      path: '/applications/{uuid}/stop',
      status: 200,
      tag,
      summary: 'Stop an application',
      getAlias: true,
      bodyOptional: true,
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      docker_cleanup: queryFlag.optional().meta({
        description: 'Accepted for older clients: images are removed by the cleanup of the server.',
      }),
    }),
    output: messageAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    await requestStop(ctx.scope, input.uuid);
    return { message: 'Application stopping request queued.' };
  }),
};
