import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import { planRollbackOf } from '../../services/deploy/rollback-application';
import {
  getDeployment,
  listActiveDeployments,
  listApplicationDeployments,
} from '../../services/deployments/list';
import { cancelOperation } from '../../services/operations/cancel';
import { listOperationSteps } from '../../services/operations/steps';
import { can, router, type SignedInContext } from '../authorize';
import type { ApiContext } from '../context';
import { pathId } from '../wire/answers';
import { pageInput, pageOf, queryFlag, windowInput } from '../wire/query';
import { deploy } from './deploy';
import { events } from './events';
import { group } from './group';
import { plan } from './plan';
import { rollbackPlanWire, toRollbackPlanWire } from './plan-schema';
import { deploymentWire, hiddenDeploymentFields, toDeploymentWire } from './schema';
import { stepWire, toStepWire } from './steps-schema';

const tag = 'Deployments';

/** Whether to render logs: only for callers who may see them and did not request the summary. */
function withLogs(ctx: ApiContext & SignedInContext, summary: boolean | undefined): boolean {
  for (const field of hiddenDeploymentFields) ctx.response.redactedFields.add(field);
  const may = canReadSensitive(ctx.principal, 'deployment', ctx.object?.projectUuid ?? null);
  if (!may) ctx.response.redactedFields.add('logs');
  return may && summary !== true;
}

export const deploymentRouter = router({
  list: can('deployment:read', {
    rest: { method: 'GET', path: '/deployments', status: 200, tag, summary: 'List running deployments' },
    input: z.strictObject({ ...pageInput, summary: queryFlag.optional() }),
    output: z.array(deploymentWire),
  }).query(async ({ ctx, input }) => {
    const page = { ...pageOf(input), withLogs: withLogs(ctx, input.summary) };
    const rows = await listActiveDeployments(ctx.scope, page);
    return rows.map((row) => toDeploymentWire(row, ctx.services.installation.publicUrl));
  }),

  get: can('deployment:read', {
    rest: { method: 'GET', path: '/deployments/{uuid}', status: 200, tag, summary: 'Get a deployment' },
    object: { type: 'deployment', input: 'uuid' },
    input: z.strictObject({ uuid: pathId, summary: queryFlag.optional() }),
    output: deploymentWire,
  }).query(async ({ ctx, input }) => {
    const row = await getDeployment(ctx.scope, input.uuid, withLogs(ctx, input.summary));
    return toDeploymentWire(row, ctx.services.installation.publicUrl);
  }),

  listByApplication: can('deployment:read', {
    rest: {
      method: 'GET',
      path: '/deployments/applications/{uuid}',
      status: 200,
      tag,
      summary: 'List deployments of an application',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      ...windowInput,
      summary: queryFlag.optional(),
    }),
    output: z.object({ count: z.int(), deployments: z.array(deploymentWire) }),
  }).query(async ({ ctx, input: { uuid, skip, take, summary } }) => {
    const page = { skip, take, withLogs: withLogs(ctx, summary) };
    const { count, deployments } = await listApplicationDeployments(ctx.scope, uuid, page);
    const { publicUrl } = ctx.services.installation;
    return { count, deployments: deployments.map((row) => toDeploymentWire(row, publicUrl)) };
  }),

  steps: can('deployment:read', {
    rest: {
      method: 'GET',
      path: '/deployments/{uuid}/steps',
      status: 200,
      tag,
      summary: 'List steps of a deployment',
    },
    object: { type: 'deployment', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.array(stepWire),
  }).query(async ({ ctx, input }) => (await listOperationSteps(ctx.scope, input.uuid)).map(toStepWire)),

  planRollback: can('deployment:read', {
    rest: {
      method: 'GET',
      path: '/deployments/{uuid}/rollback-plan',
      status: 200,
      tag,
      summary: 'Plan a rollback to the release of a deployment',
      alsoRefuses: ['conflict'],
    },
    object: { type: 'deployment', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: rollbackPlanWire,
  }).query(async ({ ctx, input }) => toRollbackPlanWire(await planRollbackOf(ctx.scope, input.uuid))),

  cancel: can('deployment:cancel', {
    rest: {
      method: 'POST',
      path: '/deployments/{uuid}/cancel',
      status: 200,
      tag,
      summary: 'Cancel a deployment',
      bodyOptional: true,
    },
    object: { type: 'deployment', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.object({ message: z.string(), deployment_uuid: z.string(), status: z.string() }),
    audit: 'deployment',
  }).mutation(async ({ ctx, input }) => {
    await cancelOperation(ctx.scope, input.uuid);
    return {
      message: 'Deployment cancelled successfully.',
      deployment_uuid: input.uuid,
      status: 'cancelled-by-user',
    };
  }),

  deploy,
  events,
  group,
  plan,
});
