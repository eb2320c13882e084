import { type NewOperation, queueWithin } from '../../db/queries/queue-operation';
import { inTransaction } from '../../db/transaction';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import type { StartedResource } from '../deployments/deploy-planned';
import { deploymentRequest } from '../deployments/start';
import { announceQueued, type OperationRequest, operationRow, queueRefusal } from '../operations/request';
import { type GroupTarget, requireReversible } from './require-reversible';

export interface StartedGroup {
  uuid: string;
  deployments: readonly StartedResource[];
}

interface Requested {
  target: GroupTarget;
  request: OperationRequest;
  row: NewOperation;
  serverUuid: string;
}

/**
 * Request deployments that succeed or are reverted together. Either all of them are queued, or none is.
 * @throws AppError 409 for what could not be reverted, and for what is already being deployed · 429 when a queue is
 *   full
 */
export async function startGroup(
  scope: Scope,
  targets: readonly GroupTarget[],
  force: boolean,
): Promise<StartedGroup> {
  await requireReversible(scope, targets);
  const requests: Requested[] = [];
  for (const target of targets) {
    const request = await deploymentRequest(scope, { applicationUuid: target.uuid, kind: 'deploy', force });
    requests.push({ target, request, ...(await operationRow(scope, request)) });
  }
  const uuid = newUuid();
  const queued = await inTransaction(scope.database.pool, async (client) => {
    // Otherwise two groups with the same applications could each get one and wait for the other.
    await client.query('SELECT 1 FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [scope.organizationId]);
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO deployment_groups (uuid, organization_id, created_at, updated_at)
       VALUES ($1, $2, clock_timestamp(), clock_timestamp()) RETURNING id`,
      [uuid, scope.organizationId],
    );
    const groupId = rows[0]?.id ?? null;
    const superseded: string[][] = [];
    for (const { row, request, target } of requests) {
      const outcome = await queueWithin(client, { ...row, groupId });
      if (outcome.outcome === 'duplicate')
        throw new AppError(
          'conflict',
          `Application ${target.name} is already being deployed. Wait until it finishes, or cancel it.`,
        );
      if (outcome.outcome !== 'queued') throw queueRefusal(outcome, request);
      superseded.push(outcome.superseded);
    }
    return superseded;
  });
  for (const [index, { request, row, serverUuid }] of requests.entries())
    await announceQueued(scope, request, { uuids: [row.uuid, ...(queued[index] ?? [])], serverUuid });
  return {
    uuid,
    deployments: requests.map(({ target, row }) => ({
      message: `Application ${target.name} deployment queued.`,
      resourceUuid: target.uuid,
      deploymentUuid: row.uuid,
    })),
  };
}
