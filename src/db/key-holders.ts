import type pg from 'pg';
import type { Sealer } from './sealed';
import type { Queryable } from './transaction';

/** First half of an advisory lock, next to a part of a key's id; any constant of four bytes. */
const lockClass = 420_577;

/** Name in PostgreSQL of the one session that every running process holds (notify.ts). */
export const processSession = 'gantry events';

/**
 * Announce the keys with which this process can open values, until this session ends: shared advisory locks, which
 * block no one and end with the session.
 */
export async function announceKeys(client: pg.Client, { keyIds }: Pick<Sealer, 'keyIds'>): Promise<void> {
  for (const keyId of keyIds)
    await client.query('SELECT pg_advisory_lock_shared($1::int, $2::int)', [lockClass, numberOf(keyId)]);
}

/** Count the processes on this database that cannot open values sealed by this key. */
export async function countProcessesWithout(client: Queryable, keyId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity AS process
     WHERE datname = current_database() AND application_name = $1 AND NOT EXISTS (
       SELECT FROM pg_locks AS held
       WHERE held.pid = process.pid AND locktype = 'advisory' AND classid = $2::int::oid AND objid = $3::int::oid)`,
    [processSession, lockClass, numberOf(keyId)],
  );
  return rows[0]?.count ?? 0;
}

/** Get 31 bits of the id: positive as an int, and the same as an oid. */
function numberOf(keyId: string): number {
  return Number.parseInt(keyId.slice(0, 8), 16) & 0x7fff_ffff;
}
