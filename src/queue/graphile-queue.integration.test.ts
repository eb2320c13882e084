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
