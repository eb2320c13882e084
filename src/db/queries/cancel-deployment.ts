import { type DeploymentStatus, deploymentCan } from '../../domain/states';
import type { Pool } from '../pool';
import { inTransaction } from '../transaction';

export type CancelOutcome =
  | { outcome: 'cancelled' }
  /** Terminal already, or past the step after which there is no way back. */
  | { outcome: 'too late'; status: string }
  /** It failed, and what it began is being undone: a cancel could do no more. */
  | { outcome: 'undoing' };

export interface CancelRequest {
  deploymentId: number;
  reason: string;
  /** Also one whose undo is under way: its application is being deleted. */
  duringUndo: boolean;
}

/**
 * Sets the state first (deployment contract D6.3). The row is locked before the journal is read, so that an
 * irrevocable step either was begun before and is seen, or finds the deployment cancelled.
 */
export function cancelDeploymentRow(pool: Pool, request: CancelRequest): Promise<CancelOutcome> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ status: DeploymentStatus; isUndoing: boolean }>(
      `SELECT status::text, undoing_since IS NOT NULL AS "isUndoing" FROM deployments WHERE id = $1 FOR UPDATE`,
      [request.deploymentId],
    );
    const { status, isUndoing } = rows[0] ?? { status: 'deleted' as const, isUndoing: false };
    if (status === 'deleted' || !deploymentCan.cancel(status)) return { outcome: 'too late', status };
    if (!request.duringUndo && !deploymentCan.cancel(status, { isUndoing })) return { outcome: 'undoing' };
    const begun = await client.query(
      'SELECT 1 FROM deployment_steps WHERE deployment_id = $1 AND irrevocable LIMIT 1',
      [request.deploymentId],
    );
    if (begun.rowCount !== 0) return { outcome: 'too late', status };
    await client.query(
      `UPDATE deployments SET status = 'cancelled', reason = $2, cancel_requested_at = clock_timestamp(),
         finished_at = clock_timestamp(), updated_at = clock_timestamp()
       WHERE id = $1`,
      [request.deploymentId, request.reason],
    );
    return { outcome: 'cancelled' };
  });
}
