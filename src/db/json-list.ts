import { JsonText } from '../domain/json-text';
import type { Pool } from './pool';

interface Statement {
  /** Set for a prepared one. */
  name?: string;
  text: string;
  values: unknown[];
}

/**
 * The bytes of a value as they are, copied: the driver hands out a part of the buffer that it receives into.
 * In its binary form PostgreSQL sends a text as the bytes of it.
 */
const asBytes = { getTypeParser: () => (value: Buffer) => Buffer.from(value) };

/**
 * Run a statement whose rows leave as one JSON array, in their order. Columns have the names and forms of the wire.
 * @param take at most so many of the rows
 */
export async function jsonList<Row>(pool: Pool, { name, text, values }: Statement, take?: number) {
  const bound = take === undefined ? values : [...values, take];
  const rows = take === undefined ? text : `SELECT * FROM (${text}) AS listed LIMIT $${bound.length}`;
  // A constant of its own: the types of the driver do not know `binary`.
  const query = {
    ...(name === undefined ? {} : { name: `${name} as json` }),
    text: `SELECT '[' || coalesce(string_agg(row_to_json(each_row)::text, ','), '') || ']' AS json FROM (${rows}) AS each_row`,
    values: bound,
    binary: true,
    types: asBytes,
  };
  const { rows: answered } = await pool.query<{ json: Buffer }>(query);
  return new JsonText<Row[]>(answered[0]?.json ?? Buffer.from('[]'));
}
