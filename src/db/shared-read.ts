import type { QueryConfig, QueryResultRow } from 'pg';
import { Gathered } from './gathered';
import type { Pool } from './pool';

/** A statement with its values; `name` is set for a prepared one. */
export interface Statement extends QueryConfig {
  values: unknown[];
}

const gatheredOf = new WeakMap<Pool, Gathered<unknown>>();

/**
 * Run a statement once for all callers that request it with the same values at the same time: after a change, all
 * consoles of an organization request the same lists. No answer is older than its request. The callers share the
 * result of `read`, so they must not change it.
 * @param read always the same for a statement
 */
export function sharedRead<Row extends QueryResultRow, T>(
  pool: Pool,
  statement: Statement,
  read: (rows: readonly Row[]) => T,
): Promise<T> {
  const gathered = gatheredOf.get(pool) ?? new Gathered();
  gatheredOf.set(pool, gathered);
  // PostgreSQL, too, has one text per name. The values include the organization and everything else that hides rows.
  const question = `${statement.name ?? statement.text}\n${JSON.stringify(statement.values)}`;
  const answer = gathered.ask(question, async () => read((await pool.query<Row>(statement)).rows));
  return answer as Promise<T>; // each statement has one reader
}
