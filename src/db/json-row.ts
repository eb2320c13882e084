/** A statement whose rows arrive as one JSON value each: a description of forty columns costs more than it says. */
export const asJson = (statement: string) => `SELECT row_to_json(found) AS row FROM (${statement}) AS found`;

/** A row as it arrives: moments are text in JSON. */
export interface JsonRow {
  row: Record<string, unknown>;
}

/** Names of the members that hold a moment. */
export type Moments<Row> = { [Name in keyof Row as Date extends Row[Name] ? Name : never]: true };

/** Read a row of a statement `asJson`. @param moments all of them: the compiler asks for each */
export function revived<Row>({ row }: JsonRow, moments: Moments<Row>): Row {
  for (const name in moments) if (typeof row[name] === 'string') row[name] = new Date(row[name]);
  return row as Row; // the columns that the statement names, and no moment is text any more
}
