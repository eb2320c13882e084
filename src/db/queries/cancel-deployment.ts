import type { Pool } from '../pool';
import { inTransaction } from '../transaction';

export type CancelOutcome =
  | { outcome: 'cancelled' }
  /** Terminal already, or past the step after which there is no way back. */
  | { outcome: 'too late'; status: string };

export interface CancelRequest {
  deploymentId: number;
  reason: string;
  now: Date;
}

/**
 * Sets the state first (deployment contract D6.3). The row is locked before the journal is read, so that an
 * irrevocable step either was begun before and is seen, or finds the deployment cancelled.
 */
export function cancelDeploymentRow(pool: Pool, request: CancelRequest): Promise<CancelOutcome> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ status: string }>(
      'SELECT status::text FROM deployments WHERE id = $1 FOR UPDATE',
      [request.deploymentId],
    );
    const status = rows[0]?.status ?? 'deleted';
    if (status !== 'queued' && status !== 'in_progress') return { outcome: 'too late', status };
    const begun = await client.query(
      'SELECT 1 FROM deployment_steps WHERE deployment_id = $1 AND irrevocable LIMIT 1',
      [request.deploymentId],
    );
    if (begun.rowCount !== 0) return { outcome: 'too late', status };
    await client.query(
      `UPDATE deployments SET status = 'cancelled', reason = $2, cancel_requested_at = $3, finished_at = $3, updated_at = $3
       WHERE id = $1`,
      [request.deploymentId, request.reason, request.now],
    );
    return { outcome: 'cancelled' };
  });
}
