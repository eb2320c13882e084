import type { Pool } from '../pool';
import type { Lease } from './deployment-lease';

/** Keeps what a deployment runs; the first one counts. Answers whether the lease was still held. */
export async function writeSpecification(
  pool: Pool,
  lease: Lease,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO deployment_specifications (deployment_id, sealed)
     SELECT id, $3 FROM deployments WHERE id = $1 AND lease_holder = $2
     ON CONFLICT (deployment_id) DO UPDATE SET sealed = deployment_specifications.sealed`,
    [lease.deploymentId, lease.holder, Buffer.from(sealed)],
  );
  return rowCount === 1;
}

/** What was kept for a deployment, or null when it has not begun. */
export async function readSpecification(pool: Pool, deploymentId: number): Promise<Uint8Array | null> {
  const { rows } = await pool.query<{ sealed: Buffer }>(
    'SELECT sealed FROM deployment_specifications WHERE deployment_id = $1',
    [deploymentId],
  );
  return rows[0]?.sealed ?? null;
}
