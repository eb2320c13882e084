import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/database';
import { createPool, type Pool } from '../db/pool';
import { createTestDatabase } from '../db/testing';
import { createLogger } from '../lib/log';
import { openQueue } from './graphile-queue';

let database: Database;
let pools: Pool[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  pools = Array.from({ length: 8 }, () => createPool(database.url, { of: 'maintenance', max: 2 }));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.close();
});

it('makes its tables once when several processes start together on a new database', async () => {
  const queues = await Promise.all(pools.map((pool) => openQueue(pool, createLogger('silent'))));
  await queues[0]?.enqueue('deployment.dispatch', { serverUuid: 'one' });
  const { rows } = await database.pool.query('SELECT task_identifier FROM graphile_worker.jobs');
  expect(rows).toEqual([{ task_identifier: 'deployment.dispatch' }]);
  await Promise.all(queues.map((queue) => queue.close()));
});

it('runs a delayed job no earlier than asked, and keeps one of each key', async () => {
  const queue = await openQueue(database.pool, createLogger('silent'));
  const delivery = { organizationId: 'a', deliveryUuid: 'b' };
  await queue.enqueue('notification.deliver', delivery, { key: 'delayed', delayMs: 3_600_000 });
  const delays = async () => {
    const { rows } = await database.pool.query(
      `SELECT round(extract(epoch FROM run_at - now()) / 60) AS minutes FROM graphile_worker.jobs WHERE key = 'delayed'`,
    );
    return rows.map(({ minutes }) => Number(minutes));
  };
  expect(await delays()).toEqual([60]);
  await queue.enqueue('notification.deliver', delivery, { key: 'delayed' });
  expect(await delays()).toEqual([0]);
  await queue.close();
});
