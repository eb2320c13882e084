import type { Pool } from '../pool';
import type { StoredAuditRecord } from './audit-chain';

/** A stored row with its place in the chain. */
export interface SealedAuditRow extends StoredAuditRecord {
  seq: bigint;
  prevHash: string;
  hash: string;
  version: number;
  sealKey: string | null;
}

/** The end of the trail, with its seal. */
export type AuditHead = ChainPlace & { mac: string };

/** A place in the chain: a row's number and hash. */
export interface ChainPlace {
  seq: bigint;
  hash: string;
}

/** Read the rows after this one, in order. Times are text with all six digits. */
export async function readSealedRows(pool: Pool, after: bigint, limit: number): Promise<SealedAuditRow[]> {
  const { rows } = await pool.query<Omit<SealedAuditRow, 'seq'> & { seq: string }>({
    name: 'sealed audit rows',
    text: `
      SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
        organization_id AS "organizationId", actor_user_id AS "actorUserId", via, key_id AS "keyId",
        session_id AS "sessionId", ip, user_agent AS "userAgent", request_id AS "requestId", action,
        target_type AS "targetType", target_uuid AS "targetUuid", outcome, status, detail, diff, command,
        prev_hash AS "prevHash", hash, version, seal_key AS "sealKey", group_id AS "groupId"
      FROM audit_logs WHERE seq > $1 ORDER BY seq LIMIT $2`,
    values: [after, limit],
  });
  return rows.map((row) => ({ ...row, seq: BigInt(row.seq) }));
}

/** Read the numbers of the first and the last row of the table; null when it is empty. */
export async function auditTrailEnds(pool: Pool): Promise<{ first: bigint; last: bigint } | null> {
  const { rows } = await pool.query<{ first: string | null; last: string | null }>(
    'SELECT min(seq) AS first, max(seq) AS last FROM audit_logs',
  );
  const [ends] = rows;
  return ends?.first && ends.last ? { first: BigInt(ends.first), last: BigInt(ends.last) } : null;
}

/** Read the end of the trail. */
export async function readAuditHead(pool: Pool): Promise<AuditHead> {
  const found = await pool.query<StoredPlace & { mac: string }>(
    'SELECT seq, hash, mac FROM audit_heads WHERE id = 1',
  );
  return { ...(placeOf(found) ?? { seq: 0n, hash: '' }), mac: found.rows[0]?.mac ?? '' };
}

/** Read the last cut by retention; null when there was none. */
export async function readLastCheckpoint(pool: Pool): Promise<ChainPlace | null> {
  return placeOf(
    await pool.query<StoredPlace>('SELECT seq, hash FROM audit_checkpoints ORDER BY seq DESC LIMIT 1'),
  );
}

interface StoredPlace {
  seq: string;
  hash: string;
}

function placeOf({ rows }: { rows: StoredPlace[] }): ChainPlace | null {
  return rows[0] ? { seq: BigInt(rows[0].seq), hash: rows[0].hash } : null;
}
