import { z } from 'zod';
import { groupStates } from '../../domain/deployment-group';
import { wireStatus } from '../../domain/deployment-status';
import { workloadResources } from '../../domain/workload/names';
import { getGroup } from '../../services/deployment-groups/find';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

const part = z
  .object({
    deployment_uuid: z.string().meta({ description: 'Its operation; for an application, its deployment.' }),
    resource_uuid: z.string(),
    resource_type: z.enum(Object.values(workloadResources)),
    resource_name: z.string().meta({ description: 'Name of the resource.', example: 'shop' }),
    application_uuid: z.string().meta({ description: 'The same as resource_uuid.', deprecated: true }),
    application_name: z.string().meta({ description: 'The same as resource_name.', deprecated: true }),
    status: z.string(),
    is_waiting: z
      .boolean()
      .meta({ description: 'Whether it is waiting for the others: its image is ready, or it serves.' }),
    reason: z.string().nullable(),
    revert_deployment_uuid: z
      .string()
      .nullable()
      .meta({ description: 'The rollback that reverts it, if it had already finished.' }),
    revert_status: z
      .string()
      .nullable()
      .meta({ description: 'Status of that rollback.', example: 'finished' }),
  })
  .meta({ id: 'DeploymentGroupPart' });

const groupWire = z
  .object({
    uuid: z.string(),
    state: z.enum(groupStates),
    reason: z.string().nullable().meta({ description: 'Why it is rolled back.' }),
    created_at: timestamp,
    finished_at: timestamp.nullable(),
    parts: z.array(part).meta({ description: 'Its deployments, in queue order.' }),
  })
  .meta({ id: 'DeploymentGroup' });

export const group = can('deployment:read', {
  rest: {
    method: 'GET',
    path: '/deployment-groups/{uuid}',
    status: 200,
    tag: 'Deployments',
    summary: 'Get a group of deployments that succeed or roll back together',
  },
  input: z.strictObject({ uuid: pathId }),
  output: groupWire,
}).query(async ({ ctx, input }) => {
  const { uuid, state, reason, createdAt, finishedAt, parts } = await getGroup(ctx.scope, input.uuid);
  return {
    uuid,
    state,
    reason,
    created_at: toTimestamp(createdAt),
    finished_at: finishedAt && toTimestamp(finishedAt),
    parts: parts.map((each) => ({
      deployment_uuid: each.uuid,
      resource_uuid: each.workload.uuid,
      resource_type: workloadResources[each.workload.kind],
      resource_name: each.workload.name,
      application_uuid: each.workload.uuid,
      application_name: each.workload.name,
      status: wireStatus(each.status),
      is_waiting: each.pausedAt !== null,
      reason: each.reason,
      revert_deployment_uuid: each.revert?.uuid ?? null,
      revert_status: each.revert ? wireStatus(each.revert.status) : null,
    })),
  };
});
