import type { Pool } from '../pool';
import { inTransaction, type Queryable } from '../transaction';
import type { ChainPlace } from './audit-verify';

/**
 * Remove the rows before `olderThan` from the start of the trail and record where it was cut. The trigger allows
 * deletions for this transaction only. `announce` writes the row that says so, in the same transaction.
 * @returns the last row removed; null when nothing was old enough
 */
export function cutAuditTrail(
  pool: Pool,
  olderThan: Date,
  announce: (client: Queryable, cut: ChainPlace) => Promise<unknown>,
): Promise<ChainPlace | null> {
  return inTransaction(pool, async (client) => {
    // The trail is cut before the first row to keep, and never after its end.
    const { rows } = await client.query<{ seq: string; hash: string }>(
      `SELECT seq, hash FROM audit_logs
       WHERE seq < coalesce((SELECT seq FROM audit_logs WHERE at >= $1 ORDER BY seq LIMIT 1), 9223372036854775807)
       ORDER BY seq DESC LIMIT 1`,
      [olderThan],
    );
    const last = rows[0];
    if (!last) return null;
    await client.query('INSERT INTO audit_checkpoints (seq, hash) VALUES ($1, $2)', [last.seq, last.hash]);
    await client.query("SET LOCAL gantry.audit_retention = 'on'");
    await client.query('DELETE FROM audit_logs WHERE seq <= $1', [last.seq]);
    const cut = { seq: BigInt(last.seq), hash: last.hash };
    await announce(client, cut);
    return cut;
  });
}
