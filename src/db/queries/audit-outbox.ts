import type { Queryable } from '../transaction';
import type { AuditRecord } from './audit-chain';

/** A row on its way into the trail. */
export interface WaitingRecord {
  id: string;
  record: AuditRecord;
  isFinal: boolean;
}

/** Record what is about to begin. @returns its id for `settle` */
export async function insertIntent(client: Queryable, record: AuditRecord): Promise<string> {
  const { rows } = await client.query<{ id: string }>({
    name: 'audit intent',
    text: 'INSERT INTO audit_outbox (record) VALUES ($1::jsonb) RETURNING id',
    values: [JSON.stringify(record)],
  });
  return rows[0]?.id ?? '';
}

export async function deleteWaiting(client: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await client.query({
      name: 'audit outbox delete',
      text: 'DELETE FROM audit_outbox WHERE id = ANY($1::bigint[])',
      values: [ids],
    });
}

/** Keep a finished row until the trail accepts it again. */
export async function keepForLater(
  client: Queryable,
  record: AuditRecord,
  intent: string | null,
): Promise<void> {
  const text = JSON.stringify(record);
  if (intent === null)
    await client.query('INSERT INTO audit_outbox (record, is_final) VALUES ($1::jsonb, true)', [text]);
  else
    await client.query(
      `INSERT INTO audit_outbox (id, record, is_final) VALUES ($1, $2::jsonb, true)
       ON CONFLICT (id) DO UPDATE SET record = excluded.record, is_final = true`,
      [intent, text],
    );
}

/** Lock finished rows, and rows of what began before `staleMs`, for this transaction; other processes skip them. */
export async function takeWaiting(
  client: Queryable,
  staleMs: number,
  limit: number,
): Promise<WaitingRecord[]> {
  const { rows } = await client.query<{ id: string; is_final: boolean; record: StoredRecord }>(
    `SELECT id, is_final, record FROM audit_outbox
     WHERE is_final OR created_at < now() - make_interval(secs => $1)
     ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [staleMs / 1000, limit],
  );
  return rows.map(({ id, is_final, record }) => ({
    id,
    isFinal: is_final,
    record: { ...record, at: new Date(record.at) },
  }));
}

/** A record as stored in JSON. */
type StoredRecord = Omit<AuditRecord, 'at'> & { at: string };
