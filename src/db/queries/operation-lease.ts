import type { Pool } from '../pool';

/** What allows a worker to write the journal of an operation: the row and the holder it was claimed for. */
export interface Lease {
  operationId: number;
  holder: string;
}

/** What a worker learns when it renews its lease. */
export interface RenewedLease {
  status: string;
  /** The workload is being deleted: what the operation made goes with it. */
  isAbandoned: boolean;
}

/** Extends the lease, counted from now by the database's clock. null: another worker holds the operation. */
export async function renewLease(pool: Pool, lease: Lease, ms: number): Promise<RenewedLease | null> {
  const { rows } = await pool.query<RenewedLease>(
    `UPDATE operations d SET lease_until = clock_timestamp() + $3 * interval '1 millisecond'
     FROM workloads a WHERE d.id = $1 AND d.lease_holder = $2 AND a.id = d.workload_id
     RETURNING d.status::text, a.deleting_at IS NOT NULL AS "isAbandoned"`,
    [lease.operationId, lease.holder, ms],
  );
  return rows[0] ?? null;
}

/** Puts an unfinished operation back for another worker; this attempt does not count. */
export async function returnLease(pool: Pool, lease: Lease): Promise<void> {
  await pool.query(
    `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second', attempts = attempts - 1
     WHERE id = $1 AND lease_holder = $2`,
    [lease.operationId, lease.holder],
  );
}

/** Ends the leases of a process that no longer runs, whatever time they had left. */
export async function expireLeasesOf(pool: Pool, processId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second'
     WHERE split_part(lease_holder, ':', 1) = $1 AND lease_until >= clock_timestamp()`,
    [processId],
  );
  return rowCount ?? 0;
}
