import type { Queryable } from '../transaction';
import { schemas } from './table-shapes';

/** Drop every table of Gantry and its queue, of any version. The database itself stays. */
export async function emptyDatabase(client: Queryable): Promise<void> {
  for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.query('CREATE SCHEMA public'); // migrations create their tables here; the queue creates its own
}
