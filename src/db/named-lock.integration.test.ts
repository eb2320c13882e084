import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from './database';
import { takeLock } from './named-lock';
import { createPool } from './pool';
import { createTestDatabase } from './testing';

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Limited to this database: other tests have their own on this PostgreSQL, and locks there. */
const heldHere = `FROM pg_locks WHERE locktype = 'advisory' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

it('is held by one at a time, of this process and of others', async () => {
  const other = createPool(database.url, { max: 4 });
  let inside = 0;
  let most = 0;
  const work = async (pool: typeof other) => {
    const release = await takeLock(pool, 'one thing');
    inside++;
    most = Math.max(most, inside);
    await pool.query('SELECT 1');
    inside--;
    await release();
  };
  await Promise.all(Array.from({ length: 40 }, (_, n) => work(n % 2 ? other : database.pool)));
  expect([most, inside]).toEqual([1, 0]);
  await other.end();
});

it('of different names is held side by side, and leaves connections for the work', async () => {
  const small = createPool(database.url, { max: 4 });
  const work = async (name: string) => {
    const release = await takeLock(small, name);
    await small.query('SELECT 1');
    await release();
  };
  await Promise.all(Array.from({ length: 20 }, (_, n) => work(`thing ${n}`)));
  expect((await small.query(`SELECT pid ${heldHere}`)).rows).toEqual([]);
  await small.end();
});

it('can be taken after a holder lost its connection', async () => {
  const small = createPool(database.url, { max: 4 });
  const release = await takeLock(small, 'lost');
  await database.pool.query(`SELECT pg_terminate_backend(pid) ${heldHere} AND pid <> pg_backend_pid()`);
  const again = takeLock(database.pool, 'lost');
  await (await again)();
  await release();
  await (await takeLock(small, 'lost'))();
  await small.end();
});
