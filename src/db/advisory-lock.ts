import type { Pool } from './pool';

/**
 * Run `work` unless another session of any process holds the lock of this name. For sweeps that one process does for
 * all of them. @returns whether it ran
 */
export async function tryExclusively(pool: Pool, name: string, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
      [name],
    );
    if (!rows[0]?.locked) return false;
    await work();
    return true;
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).then(
      () => client.release(),
      () => client.release(true), // closed: the lock ends with its connection
    );
  }
}
