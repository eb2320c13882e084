import type { Pool } from '../pool';
import type { Lease } from './operation-lease';

/** Store what an operation runs, unless it is stored already. Return whether the lease was still held. */
export async function writeSpecification(
  pool: Pool,
  lease: Lease,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO operation_specifications (operation_id, sealed)
     SELECT id, $3 FROM operations WHERE id = $1 AND lease_holder = $2
     ON CONFLICT (operation_id) DO UPDATE SET sealed = operation_specifications.sealed`,
    [lease.operationId, lease.holder, Buffer.from(sealed)],
  );
  return rowCount === 1;
}

/** Read the specification of an operation; null when it has not begun. */
export async function readSpecification(pool: Pool, operationId: number): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ sealed: Buffer }>(
    'SELECT sealed FROM operation_specifications WHERE operation_id = $1',
    [operationId],
  );
  return rows[0]?.sealed ?? null;
}
