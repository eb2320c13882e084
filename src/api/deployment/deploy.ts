import { z } from 'zod';
import { deployPullRequestOf } from '../../services/deploy/deploy-pull-request';
import { deployResources, deployTagged } from '../../services/deploy/deploy-resources';
import { deployPlan } from '../../services/deploy/plan';
import type { StartedResource } from '../../services/deployments/deploy-planned';
import { can } from '../authorize';
import { deployInput, deployTarget } from './target';

const refused = {
  refused: z
    .array(z.object({ resource_uuid: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'The resources that were not deployed, and why. Absent: all were.' }),
};

const group = {
  group_uuid: z.string().optional().meta({ description: 'With atomic: the deployment group.' }),
};

const byUuid = z
  .object({
    deployments: z.array(
      z.object({ message: z.string(), resource_uuid: z.string(), deployment_uuid: z.string().optional() }),
    ),
    ...refused,
    ...group,
  })
  .meta({ id: 'DeployAnswer' });

const byTag = z
  .object({
    message: z.array(z.string()),
    details: z.array(z.object({ resource_uuid: z.string(), deployment_uuid: z.string() })),
    ...refused,
    ...group,
  })
  .meta({ id: 'DeployByTagAnswer' });

export const deploy = can('application:deploy', {
  rest: {
    method: 'POST',
    path: '/deploy',
    status: 200,
    tag: 'Deployments',
    summary: 'Deploy by tag or uuid',
    getAlias: true,
    bodyOptional: true,
  },
  input: deployInput,
  output: z.union([byUuid, byTag]),
  audit: 'application',
}).mutation(async ({ ctx, input }) => {
  const target = deployTarget(input);
  if (target.kind === 'plan') {
    const started = await deployPlan(ctx.scope, target.planUuid, target.applicationUuid);
    ctx.scope.notes.targetUuid = started.resourceUuid;
    return { deployments: [toItem(started)] };
  }
  if (target.kind === 'uuids') {
    const { started, groupUuid } = await deployResources(ctx.scope, target.uuids, target);
    return { deployments: started.map(toItem), ...refusedOf(started), ...ofGroup(groupUuid) };
  }
  if (target.kind === 'pull request') {
    const { uuids, ...request } = target;
    return { deployments: (await deployPullRequestOf(ctx.scope, uuids, request)).map(toItem) };
  }
  const { started, groupUuid } = await deployTagged(ctx.scope, target.tags, target);
  return {
    message: started.map(({ message }) => message),
    details: started.flatMap(({ resourceUuid, deploymentUuid }) =>
      deploymentUuid === undefined ? [] : [{ resource_uuid: resourceUuid, deployment_uuid: deploymentUuid }],
    ),
    ...refusedOf(started),
    ...ofGroup(groupUuid),
  };
});

function refusedOf(started: readonly StartedResource[]) {
  const found = started.filter(({ isRefused }) => isRefused);
  if (found.length === 0) return {};
  return { refused: found.map(({ resourceUuid, message }) => ({ resource_uuid: resourceUuid, message })) };
}

function ofGroup(uuid: string | null) {
  return uuid === null ? {} : { group_uuid: uuid };
}

function toItem(started: StartedResource) {
  return {
    message: started.message,
    resource_uuid: started.resourceUuid,
    deployment_uuid: started.deploymentUuid,
  };
}
