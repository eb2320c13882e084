import type { Pool } from '../pool';

/** The right of a worker to write the journal of an operation: the row and the holder it was claimed for. */
export interface Lease {
  operationId: number;
  holder: string;
}

/** The answer to a worker that renews its lease. */
export interface RenewedLease {
  status: string;
  /** True when the workload is being deleted by another operation: what this one made goes with it. */
  isAbandoned: boolean;
}

/** Extend the lease, counted from now by the database's clock. null: another worker holds the operation. */
export async function renewLease(pool: Pool, lease: Lease, ms: number): Promise<RenewedLease | null> {
  const { rows } = await pool.query<RenewedLease>(
    `UPDATE operations d SET lease_until = clock_timestamp() + $3 * interval '1 millisecond'
     FROM workloads a WHERE d.id = $1 AND d.lease_holder = $2 AND a.id = d.workload_id
     RETURNING d.status::text,
       (a.deleting_at IS NOT NULL AND d.kind <> 'delete') AS "isAbandoned"`,
    [lease.operationId, lease.holder, ms],
  );
  return rows[0] ?? null;
}

/** Put an unfinished operation back for another worker; this attempt does not count. */
export async function returnLease(pool: Pool, lease: Lease): Promise<void> {
  await pool.query(
    `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second', attempts = attempts - 1
     WHERE id = $1 AND lease_holder = $2`,
    [lease.operationId, lease.holder],
  );
}

/**
 * Let an operation wait for the others of its group: no worker holds it until all are as far.
 * @returns false when the lease was lost
 */
export async function pauseOperation(pool: Pool, lease: Lease): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE operations SET paused_at = clock_timestamp(), lease_holder = NULL, lease_until = NULL,
       updated_at = clock_timestamp()
     WHERE id = $1 AND lease_holder = $2`,
    [lease.operationId, lease.holder],
  );
  return rowCount === 1;
}

/** End the leases of a process that no longer runs, whatever time they had left. */
export async function expireLeasesOf(pool: Pool, processId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second'
     WHERE split_part(lease_holder, ':', 1) = $1 AND lease_until >= clock_timestamp()`,
    [processId],
  );
  return rowCount ?? 0;
}
