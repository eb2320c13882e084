import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Secret } from '../domain/secret';
import { type Database, openDatabase } from './database';
import { openEmbeddedDatabase } from './embedded/server';
import { migrate } from './migrate';
import { createPool } from './pool';

/** For integration tests only: a fresh, migrated database on a real PostgreSQL, dropped by `close()`. */
export async function createTestDatabase(): Promise<Database> {
  const admin = await adminUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await ensureTemplate(admin);
  await withClient(admin, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName}`));
  const database = openDatabase(
    withDatabase(admin, name),
    new Secret('integration-test-key-0123456789abcdef'),
  );
  return {
    ...database,
    async close() {
      await database.close();
      await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

const projectRoot = join(fileURLToPath(import.meta.url), '..', '..', '..');
const templateName = 'gantry_test_template';
/** Serialises test processes that prepare the template at the same time. */
const templateLock = 4_205_770_002;

/** `TEST_DATABASE_URL`, or an embedded server shared by all test runs of this machine's temporary folder. */
async function adminUrl(): Promise<Secret> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return new Secret(given);
  return (await openEmbeddedDatabase(join(tmpdir(), 'gantry-test-postgres'))).url;
}

async function ensureTemplate(admin: Secret): Promise<void> {
  await withClient(admin, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [templateName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${templateName}`);
    const url = withDatabase(admin, templateName);
    const pool = createPool(url, 2);
    try {
      await migrate(pool, url, projectRoot);
    } finally {
      await pool.end();
    }
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  });
}

function withDatabase(url: Secret, name: string): Secret {
  const address = new URL(url.reveal());
  address.pathname = `/${name}`;
  return new Secret(address.toString());
}

async function withClient<T>(url: Secret, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
