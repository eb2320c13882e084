import type { Queryable } from '../transaction';
import { type AuditRecord, canonicalText, endMac, hashOf, type SealKey, storedTime } from './audit-chain';
import type { ChainPlace } from './audit-verify';

/** Writers of all processes take turns on the one row of `audit_heads`; none waits longer than this. */
const lockTimeoutMs = 2_000;

const insert = `
  INSERT INTO audit_logs (seq, prev_hash, hash, version, seal_key, at, organization_id, actor_user_id, via, key_id,
    session_id, ip, user_agent, request_id, action, target_type, target_uuid, outcome, status, detail, diff, command,
    group_id)
  VALUES ($1, $2, $3, 2, $4, $5::timestamptz, $6::uuid, $7::uuid, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
    $19::jsonb, $20::jsonb, $21::jsonb, $22)
  ON CONFLICT (key_id, ip) WHERE action = 'api_key.new_address' DO NOTHING`;

/**
 * Append sealed rows to the end of the trail, in order and without gaps, in the caller's transaction: until it ends,
 * no one else writes. An existing row (a key's first use from an address) is not written again.
 * @returns which rows are new, and the new end
 */
export async function appendAuditRows(
  client: Queryable,
  seal: SealKey,
  records: readonly AuditRecord[],
): Promise<{ isNew: boolean[]; head: ChainPlace }> {
  await client.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
  const { rows } = await client.query<{ seq: string; hash: string }>(
    'SELECT seq, hash FROM audit_heads WHERE id = 1 FOR UPDATE',
  );
  let head: ChainPlace = { seq: BigInt(rows[0]?.seq ?? 0), hash: rows[0]?.hash ?? '' };
  const isNew: boolean[] = [];
  for (const record of records) {
    const next = { seq: head.seq + 1n, hash: sealed(head, seal, record) };
    const { rowCount } = await client.query({
      name: 'append audit row',
      text: insert,
      values: [next.seq, head.hash, next.hash, seal.id, ...valuesOf(record)],
    });
    isNew.push(rowCount === 1);
    if (rowCount === 1) head = next;
  }
  await client.query('UPDATE audit_heads SET seq = $1, hash = $2, mac = $3 WHERE id = 1', [
    head.seq,
    head.hash,
    endMac(seal.key, head),
  ]);
  return { isNew, head };
}

function sealed(head: ChainPlace, { key }: SealKey, record: AuditRecord): string {
  const canonical = canonicalText({ ...record, at: storedTime(record.at) });
  return hashOf(head.hash, head.seq + 1n, canonical, key);
}

function valuesOf(record: AuditRecord): unknown[] {
  return [
    storedTime(record.at),
    record.organizationId,
    record.actorUserId,
    record.via,
    record.keyId,
    record.sessionId,
    record.ip,
    record.userAgent,
    record.requestId,
    record.action,
    record.targetType,
    record.targetUuid,
    record.outcome,
    record.status,
    json(record.detail),
    json(record.diff),
    json(record.command),
    record.groupId ?? null,
  ];
}

/** Write JSON as text, because the driver would send a list as a PostgreSQL array. */
function json(value: AuditRecord['detail']): string | null {
  return value === null ? null : JSON.stringify(value);
}
