import type { Pool } from '../pool';
import type { Lease } from './operation-lease';

export interface OperationEnd {
  status: 'finished' | 'failed' | 'cancelled';
  reason: string | null;
  failedStep: string | null;
  /** Whether something of it could not be undone. */
  isLeft: boolean;
}

/**
 * Write the terminal state and release the lease. An operation that was cancelled meanwhile stays cancelled, with its
 * reason. Return the final state, or null when the lease was lost.
 */
export async function endOperation(pool: Pool, lease: Lease, end: OperationEnd): Promise<string | null> {
  const { rows } = await pool.query<{ status: string }>(
    `WITH frozen AS (
       DELETE FROM operation_specifications s USING operations o
       WHERE s.operation_id = $1 AND o.id = $1 AND o.lease_holder = $2
     )
     UPDATE operations
     SET status = CASE WHEN status = 'in_progress' THEN $3::"OperationStatus" ELSE status END,
       reason = CASE WHEN status = 'in_progress' THEN $4 ELSE COALESCE(reason, $4) END,
       failed_step = $5, finished_at = COALESCE(finished_at, clock_timestamp()), updated_at = clock_timestamp(),
       undo_problem = NULL, undo_retry_at = NULL, undo_incomplete = $6, sealed_parameters = NULL, lease_holder = NULL, lease_until = NULL
     WHERE id = $1 AND lease_holder = $2
     RETURNING status::text`,
    [lease.operationId, lease.holder, end.status, end.reason, end.failedStep, end.isLeft],
  );
  return rows[0]?.status ?? null;
}

/**
 * End a completed removal: the workload and the operation are deleted together, so that no crash can come between.
 * False when the lease was lost.
 */
export async function endWithWorkload(pool: Pool, lease: Lease): Promise<boolean> {
  const { rowCount } = await pool.query(
    `DELETE FROM workloads w USING operations o
     WHERE o.id = $1 AND o.lease_holder = $2 AND o.kind = 'delete' AND w.id = o.workload_id`,
    [lease.operationId, lease.holder],
  );
  return rowCount === 1;
}
