import type { Queryable } from '../transaction';

/** A current table; names are quoted. */
export interface TableShape {
  name: string;
  columns: { name: string; type: string }[];
}

/** Schemas of Gantry and of its queue, which creates its own tables. */
export const schemas = ['public', 'graphile_worker'] as const;
/** Tables that only migrations write. */
const histories = ['public._prisma_migrations', 'graphile_worker.migrations'];

/** List every table with its writable columns. */
export async function listTables(client: Queryable): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, json_agg(json_build_object(
       'name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND n.nspname || '.' || c.relname <> ALL ($2)
     GROUP BY 1 ORDER BY 1`,
    [schemas, histories],
  );
  return rows;
}

/** List the migrations that created the tables, in order. */
export async function listMigrations(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1',
  );
  const { rows: queue } = await client.query<{ name: string }>(
    `SELECT 'queue ' || id AS name FROM graphile_worker.migrations ORDER BY id`,
  );
  return [...rows, ...queue].map(({ name }) => name);
}

/** List the last number of each sequence; null for an unused one. */
export async function listSequences(client: Queryable): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS last
     FROM pg_sequences WHERE schemaname = ANY ($1) ORDER BY 1`,
    [schemas],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

export async function listForeignKeys(client: Queryable): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace::regnamespace::text = ANY ($1)`,
    [schemas],
  );
  return rows;
}
