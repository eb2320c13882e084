import { JsonText } from '../domain/json-text';
import type { Pool } from './pool';
import { type Statement, sharedRead } from './shared-read';

/**
 * The bytes of a value as they are, copied: the driver hands out a part of the buffer that it receives into.
 * In its binary form PostgreSQL sends a text as the bytes of it.
 */
const asBytes = { getTypeParser: () => (value: Buffer) => Buffer.from(value) };

/**
 * Run a statement whose rows leave as one JSON array, in their order. Columns have the names and forms of the wire.
 * @param take at most so many of the rows
 */
export function jsonList<Row>(
  pool: Pool,
  { name, text, values }: Statement,
  take?: number,
): Promise<JsonText<Row[]>> {
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
  return sharedRead(
    pool,
    query,
    ([answered]: readonly { json: Buffer }[]) => new JsonText<Row[]>(answered?.json ?? Buffer.from('[]')),
  );
}
