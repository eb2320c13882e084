import type { Pool } from '../pool';

/** Read the database's clock, to compare with times that it wrote: those of the machines may differ. */
export async function databaseTime(pool: Pool): Promise<Date> {
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const [row] = rows;
  if (!row) throw new Error('the database returned no time');
  return row.now;
}
