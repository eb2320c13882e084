import { z } from 'zod';
import { groupStates } from '../../domain/deployment-group';
import { wireStatus } from '../../domain/deployment-status';
import { getGroup } from '../../services/deployment-groups/find';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

const part = z
  .object({
    deployment_uuid: z.string(),
    application_uuid: z.string(),
    application_name: z.string(),
    status: z.string(),
    is_waiting: z
      .boolean()
      .meta({ description: 'Whether its image is ready and it is waiting for the others.' }),
    reason: z.string().nullable(),
    revert_deployment_uuid: z.string().nullable().meta({ description: 'The rollback that reverts it.' }),
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
