import type { Pool } from '../pool';

/**
 * Pin the key that a blocked server presented, if it still has this fingerprint. A single statement: a key presented
 * meanwhile is never pinned under another key's fingerprint.
 * @returns whether it was pinned
 */
export async function acceptPresentedHostKey(
  pool: Pool,
  server: { id: number; organizationId: string },
  fingerprint: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE servers
        SET state = 'unvalidated', host_key = presented_host_key, host_key_fingerprint = presented_host_key_fingerprint,
            presented_host_key = NULL, presented_host_key_fingerprint = NULL, updated_at = now()
      WHERE id = $1 AND organization_id = $2 AND state = 'blocked' AND presented_host_key_fingerprint = $3 AND presented_host_key IS NOT NULL`,
    [server.id, server.organizationId, fingerprint],
  );
  return rowCount === 1;
}
