import {
  listForeignKeys,
  listMigrations,
  listSequences,
  listTables,
  type TableShape,
} from './queries/table-shapes';
import type { Queryable } from './transaction';

/** Head of a snapshot, before its rows. */
export interface SnapshotHead {
  migrations: string[];
  tables: { name: string; columns: string[] }[];
  sequences: Record<string, string | null>;
}

/** Rows of the table with this number, each a JSON array of texts that PostgreSQL wrote and can read again. */
export interface SnapshotRows {
  table: number;
  rows: string[];
}

const BATCH = 100;

/**
 * Open a snapshot of the database at this moment, while others write. Must be the first statement of a transaction.
 */
export async function openSnapshot(client: Queryable): Promise<SnapshotHead> {
  await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  await setFormats(client);
  const tables = await listTables(client);
  return {
    migrations: await listMigrations(client),
    tables: tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
    sequences: await listSequences(client),
  };
}

/** Read every row of a snapshot, in batches. */
export async function* readSnapshot(
  client: Queryable,
  { tables }: SnapshotHead,
): AsyncGenerator<SnapshotRows> {
  for (const [table, { name, columns }] of tables.entries()) {
    const texts = columns.map((column) => `${column}::text`).join(', ');
    await client.query(
      `DECLARE snapshot NO SCROLL CURSOR FOR SELECT to_json(ARRAY[${texts}]::text[])::text AS row FROM ${name}`,
    );
    for (let count = BATCH; count === BATCH; ) {
      const { rows } = await client.query<{ row: string }>(`FETCH ${BATCH} FROM snapshot`);
      count = rows.length;
      if (count > 0) yield { table, rows: rows.map(({ row }) => row) };
    }
    await client.query('CLOSE snapshot');
  }
}

/**
 * Replace the content of the database by a snapshot, in the caller's transaction. Foreign keys are dropped meanwhile,
 * because tables reference each other in circles; they are checked when they are restored.
 * @returns the number of rows
 */
export async function writeSnapshot(
  client: Queryable,
  { tables, sequences }: SnapshotHead,
  batches: AsyncIterable<SnapshotRows>,
): Promise<number> {
  await setFormats(client);
  const shapes = await listTables(client);
  const all = shapes.map(({ name }) => name);
  const keys = await listForeignKeys(client);
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const table of all) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${all.join(', ')} RESTART IDENTITY`);
  const statements = tables.map((table) => insertOf(table, shapes));
  let count = 0;
  for await (const { table, rows } of batches) {
    await client.query(statements[table] ?? '', [`[${rows.join(',')}]`]);
    count += rows.length;
  }
  for (const [sequence, last] of Object.entries(sequences))
    if (last !== null) await client.query('SELECT setval($1::regclass, $2)', [sequence, last]);
  for (const { table, name, definition } of keys)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  for (const table of all) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  return count;
}

/** Write the insert of a table with column names: the order of columns depends on the installation's age. */
function insertOf({ name, columns }: SnapshotHead['tables'][number], shapes: readonly TableShape[]): string {
  const shape = shapes.find((each) => each.name === name);
  const values = columns.map((column, index) => {
    const type = shape?.columns.find((each) => each.name === column)?.type;
    if (!type) throw new Error(`There is no column ${column} in ${name}.`);
    return `(r ->> ${index})::${type}`;
  });
  return `INSERT INTO ${name} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE
    SELECT ${values.join(', ')} FROM jsonb_array_elements($1::jsonb) AS r`;
}

/** Set the value formats, because a database may have other defaults. */
async function setFormats(client: Queryable): Promise<void> {
  await client.query(
    `SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL bytea_output = 'hex';
     SET LOCAL extra_float_digits = 1; SET LOCAL search_path = public`,
  );
}
