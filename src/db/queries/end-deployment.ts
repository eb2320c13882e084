import type { Pool } from '../pool';
import type { Lease } from './deployment-lease';

export interface DeploymentEnd {
  status: 'finished' | 'failed' | 'cancelled';
  reason: string | null;
  failedStep: string | null;
}

/**
 * Writes the terminal state and gives the lease up. A deployment that was cancelled meanwhile stays cancelled, with
 * the reason it has. Answers the state it ended in, or null when the lease was lost.
 */
export async function endDeployment(pool: Pool, lease: Lease, end: DeploymentEnd): Promise<string | null> {
  const { rows } = await pool.query<{ status: string }>(
    `WITH frozen AS (
       DELETE FROM deployment_specifications s USING deployments d
       WHERE s.deployment_id = $1 AND d.id = $1 AND d.lease_holder = $2
     )
     UPDATE deployments
     SET status = CASE WHEN status = 'in_progress' THEN $3::"DeploymentStatus" ELSE status END,
       reason = CASE WHEN status = 'in_progress' THEN $4 ELSE COALESCE(reason, $4) END,
       failed_step = $5, finished_at = COALESCE(finished_at, clock_timestamp()), updated_at = clock_timestamp(),
       undo_problem = NULL, undo_retry_at = NULL, lease_holder = NULL, lease_until = NULL
     WHERE id = $1 AND lease_holder = $2
     RETURNING status::text`,
    [lease.deploymentId, lease.holder, end.status, end.reason, end.failedStep],
  );
  return rows[0]?.status ?? null;
}
