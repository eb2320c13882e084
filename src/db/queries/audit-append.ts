import type { Queryable } from '../transaction';
import { type AuditRecord, canonicalText, storedTime } from './audit-chain';

/**
 * One statement takes the end of the chain, seals the row to it and moves the end: writers of all processes take turns
 * on the one row of `audit_heads` until it commits, and the trail has no gaps. A row that is there already (a key's
 * first use from an address) is not written again.
 */
const statement = `
  WITH head AS MATERIALIZED (
    SELECT seq, hash FROM audit_heads WHERE id = 1 FOR UPDATE
  ), row AS (
    INSERT INTO audit_logs (seq, prev_hash, hash, at, organization_id, actor_user_id, via, key_id, session_id, ip,
      user_agent, request_id, action, target_type, target_uuid, outcome, status, detail, diff, command)
    SELECT seq + 1, hash,
      encode(sha256(convert_to(hash || E'\\n' || (seq + 1) || E'\\n' || $1, 'UTF8')), 'hex'),
      $2::timestamptz, $3::uuid, $4::uuid, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17::jsonb, $18::jsonb
    FROM head
    ON CONFLICT (key_id, ip) WHERE action = 'api_key.new_address' DO NOTHING
    RETURNING seq, hash
  )
  UPDATE audit_heads SET seq = row.seq, hash = row.hash FROM row WHERE id = 1`;

/** @returns false when the row was there already */
export async function appendAuditRow(client: Queryable, record: AuditRecord): Promise<boolean> {
  const at = storedTime(record.at);
  const { rowCount } = await client.query({
    name: 'append audit row',
    text: statement,
    values: [
      canonicalText({ ...record, at }),
      at,
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
    ],
  });
  return rowCount === 1;
}

/** As text: the driver would send a list as a PostgreSQL array. */
function json(value: AuditRecord['detail']): string | null {
  return value === null ? null : JSON.stringify(value);
}
