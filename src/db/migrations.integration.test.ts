import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database';
import { migrate, pendingMigrations } from './migrate';
import { createTestDatabase } from './testing';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
let database: Database;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.close());

/** Get the exit status of `prisma migrate diff --exit-code`: 0 = same, 2 = drift. */
async function driftStatus(): Promise<number> {
  const args = [
    'prisma/cli.mjs',
    'migrate',
    'diff',
    '--from-config-datasource',
    '--to-schema',
    'prisma/schema.prisma',
    '--exit-code',
  ];
  return run(process.execPath, args, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: database.url.reveal() },
  }).then(
    () => 0,
    (error: { code: number; stderr: string }) =>
      error.code === 2 ? 2 : Promise.reject(new Error(error.stderr)),
  );
}

test('the migrations build exactly the schema, and the check would notice a difference', async () => {
  expect(await driftStatus()).toBe(0);
  await database.pool.query('ALTER TABLE projects ADD COLUMN drifted text');
  expect(await driftStatus()).toBe(2);
  await database.pool.query('ALTER TABLE projects DROP COLUMN drifted');
});

test('nothing is pending after a migration, and a second one does nothing', async () => {
  expect(await pendingMigrations(database.pool, root)).toEqual([]);
  expect(await migrate(database.pool, database.url, root)).toEqual([]);
});

test('two identical active deployments are impossible in the database itself', async () => {
  const { rows } = await database.pool.query(
    `SELECT indexdef FROM pg_indexes WHERE indexname IN ('operations_active_dedupe', 'api_keys_live_name')`,
  );
  expect(rows).toHaveLength(2);
});
