import type { Pool } from '../pool';

/** Whoever holds this may write the deployment's journal: the row and the holder it was claimed for. */
export interface Lease {
  deploymentId: number;
  holder: string;
}

/** Extends the lease. Answers the deployment's status, or null when somebody else holds it now. */
export async function renewLease(pool: Pool, lease: Lease, until: Date): Promise<string | null> {
  const { rows } = await pool.query<{ status: string }>(
    'UPDATE deployments SET lease_until = $3 WHERE id = $1 AND lease_holder = $2 RETURNING status::text',
    [lease.deploymentId, lease.holder, until],
  );
  return rows[0]?.status ?? null;
}

/** Puts an unfinished deployment back for another worker; this attempt does not count. */
export async function returnLease(pool: Pool, lease: Lease, now: Date): Promise<void> {
  await pool.query(
    `UPDATE deployments SET lease_until = $3::timestamptz - interval '1 second', attempts = attempts - 1
     WHERE id = $1 AND lease_holder = $2`,
    [lease.deploymentId, lease.holder, now],
  );
}

/** Ends the leases of a process that no longer runs, whatever time they had left. */
export async function expireLeasesOf(pool: Pool, processId: string, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE deployments SET lease_until = $2::timestamptz - interval '1 second'
     WHERE split_part(lease_holder, ':', 1) = $1 AND lease_until >= $2`,
    [processId, now],
  );
  return rowCount ?? 0;
}
