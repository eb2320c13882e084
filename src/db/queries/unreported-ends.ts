import type { Pool } from '../pool';

/** An ended deployment whose forge may not know its end. */
export interface UnreportedEnd {
  id: number;
  uuid: string;
  organizationId: string;
  workloadId: number;
  pullRequestId: number;
}

/** List deployments of all organizations that ended this long ago without the reports of it being queued, oldest first. */
export async function listUnreportedEnds(
  pool: Pool,
  { afterMs, limit }: { afterMs: number; limit: number },
): Promise<UnreportedEnd[]> {
  const { rows } = await pool.query<UnreportedEnd>(
    `SELECT o.id, o.uuid, o.organization_id AS "organizationId", o.workload_id AS "workloadId",
       o.pull_request_id AS "pullRequestId"
     FROM deployments d JOIN operations o ON o.id = d.operation_id
     WHERE d.end_reported_at IS NULL AND o.status IN ('finished', 'failed', 'cancelled') AND o.lease_holder IS NULL
       AND o.updated_at < clock_timestamp() - $1 * interval '1 millisecond'
     ORDER BY d.operation_id
     LIMIT $2`,
    [afterMs, limit],
  );
  return rows;
}
