import type { Queryable } from '../transaction';
import { schemas } from './table-shapes';

/** Drop every table of Gantry and its queue, whichever version made them. The database itself stays. */
export async function emptyDatabase(client: Queryable): Promise<void> {
  for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.query('CREATE SCHEMA public'); // where migrations make their tables; the queue makes its own
}
