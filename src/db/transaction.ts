import type { PoolClient } from 'pg';
import type { Pool } from './pool';

/** A pool or transaction that hand-written statements run on. */
export type Queryable = Pick<PoolClient, 'query'>;

/**
 * Run `work` in one transaction: committed when it resolves, rolled back when it rejects.
 * @param statementMs a limit for each statement, instead of the pool's
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: Queryable) => Promise<T>,
  statementMs?: number,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    if (statementMs !== undefined)
      await client.query(`SELECT set_config('statement_timeout', $1, true)`, [String(statementMs)]);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause; // the connection must not be reused
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
