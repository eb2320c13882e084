import type { Pool } from '../pool';

/** Number of deployments whose logs one statement removes. */
const BATCH = 20;

export interface DeploymentRetention {
  /** Operations that ended before this time are old. */
  before: Date;
  /** Number of operations per workload that keep their log, however old. */
  newest: number;
}

/**
 * Remove log and steps of operations that ended long ago, except the newest of each workload and the serving one. The
 * operations stay. @returns how many
 */
export async function removeOldDeploymentLogs(
  pool: Pool,
  { before, newest }: DeploymentRetention,
): Promise<number> {
  let count = 0;
  for (let after = 0; ; ) {
    const { rows } = await pool.query<{ id: number }>(
      `SELECT d.id FROM operations d
       WHERE d.id > $1 AND d.finished_at < $2 AND d.lease_holder IS NULL
         AND (EXISTS (SELECT FROM operation_logs l WHERE l.operation_id = d.id)
           OR EXISTS (SELECT FROM operation_steps s WHERE s.operation_id = d.id))
         AND d.id <= (SELECT n.id FROM operations n WHERE n.workload_id = d.workload_id ORDER BY n.id DESC OFFSET $3 LIMIT 1)
         AND NOT EXISTS (SELECT FROM releases r WHERE r.deployment_uuid = d.uuid AND r.is_current)
       ORDER BY d.id LIMIT $4`,
      [after, before, newest, BATCH],
    );
    const last = rows.at(-1);
    if (!last) return count;
    after = last.id;
    count += rows.length;
    // Planned steps without executed ones would be shown as waiting.
    await pool.query(
      `WITH logs AS (DELETE FROM operation_logs WHERE operation_id = ANY ($1)),
         steps AS (DELETE FROM operation_steps WHERE operation_id = ANY ($1))
       UPDATE operations SET planned_steps = NULL WHERE id = ANY ($1)`,
      [rows.map(({ id }) => id)],
    );
  }
}
