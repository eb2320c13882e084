import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/log';
import { registerAnsweringProcess } from './answering-process';
import type { Database } from './database';
import { createTestDatabase } from './testing';

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const register = (counting: 'alone' | 'together') =>
  registerAnsweringProcess(database.url, counting, createLogger('silent'));

describe('processes that answer requests', () => {
  it('are one, unless they count together', async () => {
    const leave = await register('alone');
    await expect(register('alone')).rejects.toThrow('REDIS_URL is missing');
    await expect(register('together')).rejects.toThrow('without REDIS_URL');
    await leave();
    await (await register('alone'))();
  });

  it('are as many as you like when they do', async () => {
    const leave = [await register('together'), await register('together')];
    await expect(register('alone')).rejects.toThrow('REDIS_URL is missing');
    await Promise.all(leave.map((each) => each()));
    await (await register('alone'))();
  });

  it('claim their place again after PostgreSQL went away', async () => {
    const leave = await register('alone');
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'gantry answering' AND datname = current_database()`,
    );
    const holders = async () =>
      (
        await database.pool.query(
          `SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
           WHERE l.locktype = 'advisory' AND a.application_name = 'gantry answering' AND a.datname = current_database()`,
        )
      ).rowCount;
    await expect.poll(holders).toBe(1);
    await leave();
  });
});
