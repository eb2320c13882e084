import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { createLogger } from '../lib/log';
import { type Database, openDatabase } from './database';
import { type ChangeFeed, openChangeFeed } from './notify';
import { type OwnServer, openOwnServer } from './own-server.testing';

const log = createLogger('silent');
let server: OwnServer;
let database: Database;
let feed: ChangeFeed;
beforeAll(async () => {
  server = await openOwnServer();
});
afterAll(() => server.remove());
beforeEach(async () => {
  database = openDatabase(server.url, new Secret('integration-test-key-0123456789abcdef'));
  feed = await openChangeFeed(database, log);
});
afterEach(async () => {
  await feed.close();
  await database.close();
});

const event = (uuid: string) => ({ organizationId: 'o', kind: 'k', uuid });
const sessions = async (name: string) =>
  (await database.pool.query('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [name])).rows;
const isBack = () => expect.poll(() => database.reach.isAway).toBe(false);

it('has one session and delivers each change once, however often PostgreSQL went away', async () => {
  const heard: string[] = [];
  let gaps = 0;
  feed.subscribe(
    ({ uuid }) => heard.push(uuid),
    () => gaps++,
  );
  for (const round of [1, 2, 3]) {
    if (round === 2) server.kill();
    else await server.stop();
    await expect.poll(() => server.embedded.isRunning()).toBe(false);
    const files = openFiles();
    // The first query may get an idle connection that is then cut.
    await expect.poll(() => refusalOf(database.pool.query('SELECT 1'))).toBe('unavailable');
    await expect.poll(() => database.reach.isAway).toBe(true);
    expect(openFiles()).toBeLessThan(files + 10);
    await startPatiently();
    await expect.poll(() => gaps).toBe(round);
    await isBack();
    expect(await sessions('gantry events')).toHaveLength(1);
    await feed.publish(event(`round ${round}`));
    await expect.poll(() => heard).toContain(`round ${round}`);
  }
  expect(heard).toEqual(['round 1', 'round 2', 'round 3']);
});

/** Get the error code that a query ends with. */
const refusalOf = (query: Promise<unknown>) =>
  query.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );

/** After a crash the remaining processes need a moment to end. */
const startPatiently = () => expect.poll(() => server.start().then(() => true, String)).toBe(true);

it('goes on when PostgreSQL ended its session alone', async () => {
  let gaps = 0;
  feed.subscribe(
    () => undefined,
    () => gaps++,
  );
  await isBack();
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gantry events'`,
  );
  await expect.poll(() => gaps).toBe(1);
  expect(await sessions('gantry events')).toHaveLength(1);
});

it('survives what is no change and a listener that fails', async () => {
  const heard: string[] = [];
  feed.subscribe(
    () => {
      throw new Error('a listener that fails');
    },
    () => undefined,
  );
  feed.subscribe(
    ({ uuid }) => heard.push(uuid),
    () => undefined,
  );
  for (const payload of ['', 'no JSON', 'null', '[]', '{"kind":1}'])
    await database.pool.query(`SELECT pg_notify('gantry_events', $1)`, [payload]);
  await feed.publish(event('after'));
  await expect.poll(() => heard).toEqual(['after']);
});

it('tells nothing to those who left', async () => {
  const heard: string[] = [];
  const leave = feed.subscribe(
    ({ uuid }) => heard.push(`left ${uuid}`),
    () => undefined,
  );
  feed.subscribe(
    ({ uuid }) => heard.push(uuid),
    () => undefined,
  );
  leave();
  await feed.publish(event('one'));
  await expect.poll(() => heard).toEqual(['one']);
});

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}
