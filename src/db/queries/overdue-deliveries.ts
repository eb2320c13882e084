import type { Pool } from '../pool';

export interface OverdueDelivery {
  organizationId: string;
  uuid: string;
}

/**
 * List deliveries to webhooks whose attempt was due before a time and is not running, the oldest of each organization
 * first. @param most per organization
 */
export async function listOverdueDeliveries(
  pool: Pool,
  dueBefore: Date,
  most: number,
): Promise<OverdueDelivery[]> {
  const { rows } = await pool.query<OverdueDelivery>(
    `SELECT organization_id AS "organizationId", uuid FROM (
       SELECT organization_id, uuid,
         row_number() OVER (PARTITION BY organization_id ORDER BY next_attempt_at, id) AS position
       FROM notification_deliveries
       WHERE status = 'pending' AND next_attempt_at < $1 AND (claimed_until IS NULL OR claimed_until < $1)
     ) overdue WHERE position <= $2`,
    [dueBefore, most],
  );
  return rows;
}
