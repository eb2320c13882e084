import type { Pool } from '../pool';

/** One use of a key: `id` identifies caller and key, `attempt` this request. */
export interface Attempt {
  organizationId: string;
  id: string;
  attempt: string;
}

export interface ClaimedKey extends Attempt {
  requestHash: string;
  now: Date;
  runningUntil: Date;
  expiresAt: Date;
}

export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  /** Sealed answer body. */
  body: Uint8Array<ArrayBuffer>;
}

export interface KeyRow {
  requestHash: string;
  /** null while the attempt is running. */
  answer: KeptAnswer | null;
}

/**
 * Claim a key for one attempt: when it is new, older than its day, or held by a lost attempt of the same request. Of
 * concurrent attempts, one gets it.
 * @returns whether it was claimed
 */
export async function claimIdempotencyKey(pool: Pool, key: ClaimedKey): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'claim idempotency key',
    text: `
      INSERT INTO idempotency_keys AS k
        (id, organization_id, request_hash, attempt, running_until, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (id) DO UPDATE SET
        request_hash = excluded.request_hash, attempt = excluded.attempt, running_until = excluded.running_until,
        created_at = excluded.created_at, expires_at = excluded.expires_at, status = NULL, headers = NULL, body = NULL
      WHERE k.organization_id = excluded.organization_id AND (
        k.expires_at <= $6
        OR (k.status IS NULL AND k.running_until <= $6 AND k.request_hash = excluded.request_hash))`,
    values: [
      key.id,
      key.organizationId,
      key.requestHash,
      key.attempt,
      key.runningUntil,
      key.now,
      key.expiresAt,
    ],
  });
  return rowCount === 1;
}

/** Find a held key; null when it was released meanwhile. */
export async function findIdempotencyKey(
  pool: Pool,
  { organizationId, id }: Pick<Attempt, 'organizationId' | 'id'>,
): Promise<KeyRow | null> {
  const { rows } = await pool.query<{
    requestHash: string;
    status: number | null;
    headers: Record<string, string> | null;
    body: Uint8Array<ArrayBuffer> | null;
  }>({
    name: 'find idempotency key',
    text: `SELECT request_hash AS "requestHash", status, headers, body
           FROM idempotency_keys WHERE organization_id = $1 AND id = $2`,
    values: [organizationId, id],
  });
  const [row] = rows;
  if (!row) return null;
  const { requestHash, status, headers, body } = row;
  return { requestHash, answer: status === null || !body ? null : { status, headers: headers ?? {}, body } };
}

/** Keep the answer of an attempt, unless another one has taken over the key. */
export async function keepIdempotentAnswer(
  pool: Pool,
  { organizationId, id, attempt }: Attempt,
  { status, headers, body }: KeptAnswer,
): Promise<void> {
  await pool.query(
    `UPDATE idempotency_keys SET status = $4, headers = $5, body = $6
     WHERE organization_id = $1 AND id = $2 AND attempt = $3`,
    [organizationId, id, attempt, status, headers, Buffer.from(body)],
  );
}

/** Release a key, so that the request can be tried again. */
export async function releaseIdempotencyKey(
  pool: Pool,
  { organizationId, id, attempt }: Attempt,
): Promise<void> {
  await pool.query(
    'DELETE FROM idempotency_keys WHERE organization_id = $1 AND id = $2 AND attempt = $3 AND status IS NULL',
    [organizationId, id, attempt],
  );
}

/** Delete the keys that are older than a day. @returns how many */
export async function pruneIdempotencyKeys(pool: Pool, now: Date): Promise<number> {
  const { rowCount } = await pool.query('DELETE FROM idempotency_keys WHERE expires_at < $1', [now]);
  return rowCount ?? 0;
}
