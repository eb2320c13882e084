/** Make a statement return each row as one JSON value: a description of forty columns costs more than their values. */
export const asJson = (statement: string) => `SELECT row_to_json(found) AS row FROM (${statement}) AS found`;

/** A row as received: timestamps are text in JSON. */
export interface JsonRow {
  row: Record<string, unknown>;
}

/** Names of the members that are timestamps. */
export type Moments<Row> = { [Name in keyof Row as Date extends Row[Name] ? Name : never]: true };

/** Read a row of a statement `asJson`. @param moments all timestamps: the compiler requires each one */
export function revived<Row>({ row }: JsonRow, moments: Moments<Row>): Row {
  for (const name in moments) if (typeof row[name] === 'string') row[name] = new Date(row[name]);
  return row as Row; // the columns of the statement, and no timestamp is text any more
}
