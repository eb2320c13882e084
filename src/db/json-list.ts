import { JsonText } from '../domain/json-text';
import type { Pool } from './pool';
import { type Statement, sharedRead } from './shared-read';

/**
 * Copies the raw bytes of a value: the driver returns a part of its receive buffer. In binary format PostgreSQL sends
 * a text as its bytes.
 */
const asBytes = { getTypeParser: () => (value: Buffer) => Buffer.from(value) };

/**
 * Run a statement and return its rows as one JSON array, in order. Columns have the names and formats of the wire.
 * @param take most rows to return
 */
export function jsonList<Row>(
  pool: Pool,
  { name, text, values }: Statement,
  take?: number,
): Promise<JsonText<Row[]>> {
  const bound = take === undefined ? values : [...values, take];
  const rows = take === undefined ? text : `SELECT * FROM (${text}) AS listed LIMIT $${bound.length}`;
  // A separate constant, because the driver's types do not have `binary`.
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
