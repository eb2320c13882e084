import { z } from 'zod';
import { deployApplication } from '../../services/deploy/deploy-application';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { actionRest } from '../workload/actions';
import { applicationSurface } from '../workload/surface';

const object = { type: 'application', input: 'uuid' } as const;
const deploymentAnswer = messageAnswer
  .extend({ deployment_uuid: z.string() })
  .meta({ id: 'DeploymentRequested' });

/** Message for a request that duplicates a deployment which is still queued or running (coolify-api §5.4). */
const ALREADY_QUEUED = 'Deployment already queued for this commit.';

/** The procedures that deploy an application. */
export const deployProcedures = {
  start: can('application:start', {
    rest: actionRest(applicationSurface, 'start', 'Deploy an application'),
    object,
    input: z.strictObject({
      uuid: pathId,
      force: queryFlag.optional(),
      instant_deploy: queryFlag.optional().meta({
        description: 'Accepted for older clients and ignored, because all requests share one queue.',
      }),
    }),
    output: deploymentAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    const request = { applicationUuid: input.uuid, kind: 'deploy', force: input.force ?? false } as const;
    const { uuid, isDuplicate } = await deployApplication(ctx.scope, request);
    return { message: isDuplicate ? ALREADY_QUEUED : 'Deployment request queued.', deployment_uuid: uuid };
  }),

  restart: can('application:restart', {
    rest: actionRest(applicationSurface, 'restart', 'Restart an application without building it'),
    object,
    input: z.strictObject({ uuid: pathId }),
    output: deploymentAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    const request = { applicationUuid: input.uuid, kind: 'restart', force: false } as const;
    const { uuid, isDuplicate } = await deployApplication(ctx.scope, request);
    return { message: isDuplicate ? ALREADY_QUEUED : 'Restart request queued.', deployment_uuid: uuid };
  }),
};
