import { type OperationStatus, operationCan } from '../../domain/states';
import type { Pool } from '../pool';
import { inTransaction, type Queryable } from '../transaction';

export type CancelOutcome =
  | { outcome: 'cancelled' }
  /** It has ended already, or is past the point of no return. */
  | { outcome: 'too late'; status: string }
  /** It failed, and is being undone: a cancel has no further effect. */
  | { outcome: 'undoing' };

export interface CancelRequest {
  operationId: number;
  reason: string;
  /** Whether to cancel even while its undo runs: its workload is being deleted. */
  duringUndo: boolean;
}

/**
 * Cancel an operation, setting the state first (deployment contract D6.3). The row is locked before the journal is
 * read, so that an irrevocable step either began before and is seen, or finds the operation cancelled. A group whose
 * parts all serve is complete: `completeGroup` locks the rows in the same way.
 */
export function cancelOperationRow(pool: Pool, request: CancelRequest): Promise<CancelOutcome> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ status: OperationStatus; isUndoing: boolean }>(
      `SELECT status::text, undoing_since IS NOT NULL AS "isUndoing" FROM operations WHERE id = $1 FOR UPDATE`,
      [request.operationId],
    );
    const { status, isUndoing } = rows[0] ?? { status: 'deleted' as const, isUndoing: false };
    if (status === 'deleted' || !operationCan.cancel(status)) return { outcome: 'too late', status };
    if (!request.duringUndo && !operationCan.cancel(status, { isUndoing })) return { outcome: 'undoing' };
    const begun = await client.query(
      'SELECT 1 FROM operation_steps WHERE operation_id = $1 AND irrevocable LIMIT 1',
      [request.operationId],
    );
    if (begun.rowCount !== 0) return { outcome: 'too late', status };
    const completing = await client.query(
      `SELECT 1 FROM operations o JOIN deployment_groups g ON g.id = o.group_id
       WHERE o.id = $1 AND g.state = 'completing'`,
      [request.operationId],
    );
    if (completing.rowCount !== 0) return { outcome: 'too late', status };
    await client.query(
      `UPDATE operations SET status = 'cancelled', reason = $2, cancel_requested_at = clock_timestamp(),
         finished_at = clock_timestamp(), updated_at = clock_timestamp(),
         sealed_parameters = CASE WHEN lease_holder IS NULL THEN NULL ELSE sealed_parameters END
       WHERE id = $1`,
      [request.operationId, request.reason],
    );
    await keepWorkload(client, request.operationId);
    await keepPreview(client, request.operationId);
    return { outcome: 'cancelled' };
  });
}

/** Keep the workload of a cancelled removal, unless another removal waits. */
async function keepWorkload(client: Queryable, operationId: number): Promise<void> {
  await client.query(
    `UPDATE workloads w SET deleting_at = NULL FROM operations o
     WHERE o.id = $1 AND o.kind = 'delete' AND w.id = o.workload_id AND NOT EXISTS (
       SELECT FROM operations other WHERE other.workload_id = w.id AND other.kind = 'delete'
         AND other.status IN ('queued', 'in_progress'))`,
    [operationId],
  );
}

/**
 * Keep the preview of a cancelled removal, unless another one waits; a cancelled deployment of a preview has failed.
 */
async function keepPreview(client: Queryable, operationId: number): Promise<void> {
  await client.query(
    `UPDATE previews p SET state = 'failed', updated_at = clock_timestamp() FROM operations o
     WHERE o.id = $1 AND p.workload_id = o.workload_id AND p.pull_request_id = o.pull_request_id
       AND CASE WHEN o.kind = 'remove-preview' THEN p.state = 'removing' AND NOT EXISTS (
           SELECT FROM operations other WHERE other.workload_id = p.workload_id
             AND other.pull_request_id = p.pull_request_id AND other.kind = 'remove-preview'
             AND other.status IN ('queued', 'in_progress'))
         ELSE p.state = 'deploying' AND p.deployment_uuid = o.uuid END`,
    [operationId],
  );
}
