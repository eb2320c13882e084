import type { Database } from './database';
import { type SealPurpose, sealedPlaces } from './sealed-places';
import { inTransaction } from './transaction';

/** Text that no format may change: quotes, separators, line ends, and characters of several bytes. */
export const trickyText = `"a",'b';\t\\N \\. {c}\r\n\u{1f980}`;

const values: Readonly<Record<string, string>> = {
  int2: '1',
  int4: '1',
  int8: '9007199254740993', // beyond the range of a double
  float8: '0.1',
  bool: 'true',
  uuid: '0b9b2b1e-5c1f-4d0c-9d1b-0f5a3a1c2d3e',
  timestamptz: '2026-11-29T01:02:03.456789Z',
  json: 'null', // the JSON value, not SQL NULL
  jsonb: 'null',
  text: 'x',
  bytea: '\\x00ff0a5c',
};

/** Columns that must not have the default value of their type. */
const exceptions: Readonly<Record<string, string | null>> = {
  'applications.preview_network': 'own',
  'memberships.custom_role_id': null,
  'projects.description': trickyText,
  // A variable of a team belongs to nothing else.
  'shared_variables.environment_id': null,
  'shared_variables.project_id': null,
  'shared_variables.server_id': null,
};

interface Column {
  table: string;
  name: string;
  type: string;
  label: string | null;
}

/**
 * Fill one row in every table and every column: numbers are 1 and uuids the same, so that all references hold. New
 * tables are filled automatically.
 * @returns the plain text of every sealed value
 */
export async function fillEveryTable({ maintenance, sealer }: Database): Promise<string> {
  const secret = `secret ${trickyText}`;
  const sealed = new Map(
    Object.entries(sealedPlaces).map(([purpose, { name }]) => [name, purpose as SealPurpose]), // its keys are the purposes
  );
  const { rows: columns } = await maintenance.query<Column>(
    `SELECT c.relname AS table, a.attname AS name, t.typname AS type,
       (SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder LIMIT 1) AS label
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type t ON t.oid = a.atttypid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
     ORDER BY c.relname, a.attnum`,
  );
  const sampleOf = ({ table, name, type, label }: Column) => {
    const exception = exceptions[`${table}.${name}`];
    if (exception !== undefined) return exception;
    const purpose = sealed.get(`${table}.${name}`);
    if (purpose) return Buffer.from(sealer.seal(secret, purpose));
    if (type.startsWith('_')) return '{}';
    const value = label ?? values[type];
    if (value === undefined) throw new Error(`A value of type ${type} is needed for ${table}.${name}.`);
    return value;
  };
  await inTransaction(maintenance, async (client) => {
    await client.query('SET LOCAL session_replication_role = replica');
    for (const table of new Set(columns.map((column) => column.table))) {
      const own = columns.filter((column) => column.table === table);
      await client.query(
        `INSERT INTO "${table}" (${own.map(({ name }) => `"${name}"`).join(', ')})
         VALUES (${own.map((_, index) => `$${index + 1}`).join(', ')}) ON CONFLICT DO NOTHING`,
        own.map(sampleOf),
      );
    }
    await client.query(
      "SELECT setval(format('%I.%I', schemaname, sequencename), 7) FROM pg_sequences WHERE schemaname = 'public'",
    );
  });
  return secret;
}
