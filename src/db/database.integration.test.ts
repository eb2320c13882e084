import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { connectionLimits } from './connection-limits';
import { type Database, openDatabase } from './database';
import { databaseFailure } from './failure';
import { type OwnServer, openOwnServer } from './own-server.testing';

let server: OwnServer;
let database: Database;
beforeAll(async () => {
  server = await openOwnServer();
});
afterAll(() => server.remove());
beforeEach(() => {
  database = openDatabase(server.url, new Secret('integration-test-key-0123456789abcdef'));
});
afterEach(async () => {
  server.thaw();
  await database.close();
});

/** Get the error that a caller sees. */
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => databaseFailure(error) ?? error,
  );
const away = { code: 'unavailable', message: 'The database does not answer. Try again in a moment.' };
const busy = { code: 'unavailable', message: 'The database is busy. Try again in a moment.' };

it('gives each class of work its limits', async () => {
  const limits = async (pool: Database['pool']) => {
    const { rows } = await pool.query<{ setting: string }>(
      `SELECT setting FROM pg_settings
       WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'TimeZone') ORDER BY name`,
    );
    return rows.map(({ setting }) => setting);
  };
  expect(await limits(database.pool)).toEqual(['UTC', '15000', '4000', '10000']);
  expect(await limits(database.critical)).toEqual(['UTC', '10000', '4000', '5000']);
  expect(await limits(database.maintenance)).toEqual(['UTC', '60000', '0', '0']);
});

it('lets leases through while requests have taken every connection of theirs', async () => {
  const held = await Promise.all(
    Array.from({ length: connectionLimits.request.max }, () => database.pool.connect()),
  );
  expect((await database.critical.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  for (const client of held) client.release();
});

it('says that it is busy when a lock or an end does not come in time', async () => {
  const holder = await database.maintenance.connect();
  await holder.query('SELECT pg_advisory_lock(1)');
  const impatient = await database.pool.connect();
  await impatient.query(`SET lock_timeout = 20; SET statement_timeout = '1s'`);
  expect(await failure(impatient.query('SELECT pg_advisory_lock(1)'))).toMatchObject(busy);
  await impatient.query('SET statement_timeout = 20');
  expect(await failure(impatient.query('SELECT pg_sleep(5)'))).toMatchObject(busy);
  impatient.release(true);
  holder.release(true);
});

it('ends what waits for a frozen server, refuses the rest at once, and recovers with it', async () => {
  await Promise.all([database.pool.query('SELECT 1'), database.critical.query('SELECT 1')]);
  server.freeze();
  const waiting = await Promise.all([
    failure(database.pool.query('SELECT 1')),
    failure(database.unscoped.$queryRaw`SELECT 1`),
    failure(database.unscoped.$transaction((tx) => tx.$queryRaw`SELECT 1`)),
    failure(database.critical.query('SELECT 1')),
    failure(database.pool.connect()),
  ]);
  for (const each of waiting) expect(each).toMatchObject({ code: 'unavailable' });
  expect(database.reach.isAway).toBe(true);
  expect(await failure(database.pool.query('SELECT 1'))).toMatchObject(away);
  expect(await failure(database.unscoped.$queryRaw`SELECT 1`)).toMatchObject(away);
  await expect.poll(() => database.pool.totalCount).toBe(0);
  server.thaw();
  await expect.poll(() => database.reach.isAway, { timeout: 10_000 }).toBe(false);
  expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('says that a server which ended is away, and ends itself beside a frozen one', async () => {
  const using = await database.pool.connect();
  const { rows } = await using.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const broken = failure(using.query('SELECT pg_sleep(60)'));
  await database.maintenance.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  expect(await broken).toMatchObject(away);
  using.release();
  await database.maintenance.query('SELECT 1');
  server.freeze();
  await database.close();
  expect(database.pool.ended && database.maintenance.ended).toBe(true);
  server.thaw();
  database = openDatabase(server.url, new Secret('integration-test-key-0123456789abcdef'));
});
