import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Secret } from '../domain/secret';
import { type Database, openDatabase } from './database';
import { openEmbeddedDatabase } from './embedded/server';
import { migrate } from './migrate';
import { createPool } from './pool';

export const testSecretKey = new Secret('integration-test-key-0123456789abcdef');

/**
 * For integration tests only: a fresh, migrated database on a real PostgreSQL (the shared one, or `server`), dropped by
 * `close()`.
 */
export async function createTestDatabase(server?: Secret): Promise<Database> {
  const { admin, template } = await (server ? serverAt(server) : sharedServer());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Copied as files instead of page by page through the log: half the time.
  const copy = `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`;
  await withClient(admin, (client) => client.query(copy));
  const database = openDatabase(withDatabase(admin, name), testSecretKey);
  return {
    ...database,
    async close() {
      await database.close();
      await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

const projectRoot = join(fileURLToPath(import.meta.url), '..', '..', '..');
/** Lock that serializes test processes preparing the template at the same time. */
const templateLock = 4_205_770_002;

/** A PostgreSQL server for tests, and the template database that theirs are copied from. */
interface TestDatabaseServer {
  admin: Secret;
  template: string;
}

let shared: Promise<TestDatabaseServer> | undefined;

/** Get the server that all tests share, checked once per process: checking takes longer than copying the template. */
function sharedServer(): Promise<TestDatabaseServer> {
  shared ??= adminUrl().then(serverAt);
  return shared;
}

async function serverAt(admin: Secret): Promise<TestDatabaseServer> {
  return { admin, template: await ensureTemplate(admin) };
}

/** Get `TEST_DATABASE_URL`, or an embedded server shared by all test runs of this machine's temporary folder. */
async function adminUrl(): Promise<Secret> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return new Secret(given);
  const { url } = await openEmbeddedDatabase(join(tmpdir(), 'gantry-test-postgres'));
  await forgetDurability(url);
  return url;
}

/** Turn off durability: test data need not survive a power cut, and writes are faster. */
async function forgetDurability(url: Secret): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ fsync: string }>('SHOW fsync');
    if (rows[0]?.fsync === 'off') return;
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
      await client.query(`ALTER SYSTEM SET ${setting} = off`);
    await client.query('SELECT pg_reload_conf()');
  });
}

/** Name the template after the migrations, so that checkouts of different ages can share a server. */
async function templateName(): Promise<string> {
  const folder = join(projectRoot, 'prisma', 'migrations');
  const digest = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith('.toml')) continue;
    digest.update(`${name}\0${await readFile(join(folder, name, 'migration.sql'), 'utf8')}\0`);
  }
  return `gantry_test_template_${digest.digest('hex').slice(0, 16)}`;
}

async function ensureTemplate(admin: Secret): Promise<string> {
  const name = await templateName();
  await withClient(admin, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
    const url = withDatabase(admin, name);
    const pool = createPool(url, { of: 'maintenance' });
    try {
      await migrate(pool, url, projectRoot);
    } catch (error) {
      await pool.end();
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      throw error;
    }
    await pool.end();
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  });
  return name;
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
