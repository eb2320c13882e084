import { type NewOperation, queueWithin } from '../../db/queries/queue-operation';
import { inTransaction } from '../../db/transaction';
import { AppError } from '../../domain/error';
import { workloadNames } from '../../domain/workload/names';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { announceQueued, type OperationRequest, operationRow, queueRefusal } from '../operations/request';

/** An operation that brings a version of a workload into service together with others. */
export interface GroupPart {
  /** Name of the workload. */
  name: string;
  request: OperationRequest;
}

interface Queued extends GroupPart {
  row: NewOperation;
  serverUuid: string;
}

/**
 * Queue operations that succeed or are undone together. Either all of them are queued, or none is.
 * @returns uuid of the group, and of the operations in the order of the parts
 * @throws AppError 409 for what is already being deployed · 429 when a queue is full
 */
export async function startGroup(
  scope: Scope,
  parts: readonly GroupPart[],
): Promise<{ uuid: string; operations: string[] }> {
  const requests: Queued[] = [];
  for (const part of parts) requests.push({ ...part, ...(await operationRow(scope, part.request)) });
  const uuid = newUuid();
  const queued = await inTransaction(scope.database.pool, async (client) => {
    // Otherwise two groups with the same workloads could each get one and wait for the other.
    await client.query('SELECT 1 FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [scope.organizationId]);
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO deployment_groups (uuid, organization_id, created_at, updated_at)
       VALUES ($1, $2, clock_timestamp(), clock_timestamp()) RETURNING id`,
      [uuid, scope.organizationId],
    );
    const groupId = rows[0]?.id ?? null;
    const superseded: string[][] = [];
    for (const { row, request, name } of requests) {
      const outcome = await queueWithin(client, { ...row, groupId });
      if (outcome.outcome === 'duplicate') throw alreadyActive(request, name);
      if (outcome.outcome !== 'queued') throw queueRefusal(outcome, request);
      superseded.push(outcome.superseded);
    }
    return superseded;
  });
  for (const [index, { request, row, serverUuid }] of requests.entries())
    await announceQueued(scope, request, { uuids: [row.uuid, ...(queued[index] ?? [])], serverUuid });
  return { uuid, operations: requests.map(({ row }) => row.uuid) };
}

function alreadyActive({ workload: { kind } }: OperationRequest, name: string): AppError {
  const isStarted = kind === 'database';
  return new AppError(
    'conflict',
    `${workloadNames[kind]} ${name} is already being ${isStarted ? 'started' : 'deployed'}. Wait until it finishes, or cancel it.`,
  );
}
