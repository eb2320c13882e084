import type { QueryConfig, QueryResultRow } from 'pg';
import { Gathered } from './gathered';
import type { Pool } from './pool';

/** A statement with its values; `name` is set for a prepared one. */
export interface Statement extends QueryConfig {
  values: unknown[];
}

const gatheredOf = new WeakMap<Pool, Gathered<unknown>>();

/**
 * Run a statement once for every caller who asks for it with the same values at the same time: after a change, all
 * consoles of an organization ask for the same lists. No answer is older than its question. The callers share what `read`
 * makes of the rows, so they must not change it.
 * @param read always the same for a statement
 */
export function sharedRead<Row extends QueryResultRow, T>(
  pool: Pool,
  statement: Statement,
  read: (rows: readonly Row[]) => T,
): Promise<T> {
  const gathered = gatheredOf.get(pool) ?? new Gathered();
  gatheredOf.set(pool, gathered);
  // PostgreSQL knows one text under a name, too. The values hold the organization and whatever else hides a row.
  const question = `${statement.name ?? statement.text}\n${JSON.stringify(statement.values)}`;
  const answer = gathered.ask(question, async () => read((await pool.query<Row>(statement)).rows));
  return answer as Promise<T>; // a statement has one reader
}
