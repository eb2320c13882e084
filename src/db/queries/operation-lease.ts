import type { Pool } from '../pool';

/** A worker's right to write the journal of an operation: the row and the holder that claimed it. */
export interface Lease {
  operationId: number;
  holder: string;
}

/** State of an operation when its lease was renewed. */
export interface RenewedLease {
  status: string;
  /** True when another operation is deleting the workload, and everything this one created with it. */
  isAbandoned: boolean;
}

/** Extend the lease, from now by the database's clock. null: another worker holds the operation. */
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

/** Return an unfinished operation for another worker; this attempt does not count. */
export async function returnLease(pool: Pool, lease: Lease): Promise<void> {
  await pool.query(
    `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second', attempts = attempts - 1
     WHERE id = $1 AND lease_holder = $2`,
    [lease.operationId, lease.holder],
  );
}

/**
 * Make an operation wait for the others of its group: no worker holds it until all have reached the same point.
 * @param isServing whether its new version serves
 * @returns false when the lease was lost
 */
export async function pauseOperation(pool: Pool, lease: Lease, isServing: boolean): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE operations SET paused_at = clock_timestamp(), lease_holder = NULL, lease_until = NULL,
       serving_at = CASE WHEN $3 THEN clock_timestamp() END, updated_at = clock_timestamp()
     WHERE id = $1 AND lease_holder = $2`,
    [lease.operationId, lease.holder, isServing],
  );
  return rowCount === 1;
}

/** End the leases of a process that no longer runs, however long they still had. */
export async function expireLeasesOf(pool: Pool, processId: string): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second'
     WHERE split_part(lease_holder, ':', 1) = $1 AND lease_until >= clock_timestamp()`,
    [processId],
  );
  return rowCount ?? 0;
}
