import type { Pool } from '../pool';

interface ProxyOf {
  organizationId: string;
  serverId: number;
}

/** Longest change: an image may have to be pulled. One whose process died blocks others until then. */
const LONGEST_CHANGE = '11 minutes';

/**
 * Record that a change of the proxy program begins now, by the database's clock, because the processes' clocks may
 * differ.
 * @returns false when another process is changing it
 */
export async function beginProxyChange(pool: Pool, { organizationId, serverId }: ProxyOf): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE servers SET proxy_changing_until = clock_timestamp() + $3::interval
     WHERE id = $1 AND organization_id = $2
       AND (proxy_changing_until IS NULL OR proxy_changing_until < clock_timestamp())`,
    [serverId, organizationId, LONGEST_CHANGE],
  );
  return rowCount === 1;
}

/** Allow other changes again. */
export async function endProxyChange(pool: Pool, { organizationId, serverId }: ProxyOf): Promise<void> {
  await pool.query('UPDATE servers SET proxy_changing_until = NULL WHERE id = $1 AND organization_id = $2', [
    serverId,
    organizationId,
  ]);
}
