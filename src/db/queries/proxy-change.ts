import type { Pool } from '../pool';

interface ProxyOf {
  organizationId: string;
  serverId: number;
}

/** No change takes longer: an image may have to be pulled. One whose process died is in the way until then. */
const LONGEST_CHANGE = '11 minutes';

/**
 * Note that the program of a proxy is changed from now on, by the database's clock: processes may differ about the time.
 * @returns false where another process does it already
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

/** Let others change it again. */
export async function endProxyChange(pool: Pool, { organizationId, serverId }: ProxyOf): Promise<void> {
  await pool.query('UPDATE servers SET proxy_changing_until = NULL WHERE id = $1 AND organization_id = $2', [
    serverId,
    organizationId,
  ]);
}
