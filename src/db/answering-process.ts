import type pg from 'pg';
import { AppError } from '../domain/error';
import type { Secret } from '../domain/secret';
import { systemClock } from '../lib/clock';
import type { Logger } from '../lib/log';
import { holdConnection } from './held-connection';

/** Any constant, different from the locks of migrate.ts and embedded/exclusive.ts. */
const lockKey = 4_205_770_004;
/** PostgreSQL needs a moment to notice that a killed process is gone. */
const patienceMs = 3_000;
const retryMs = 100;

const statements = {
  alone: 'SELECT pg_try_advisory_lock($1) AS claimed',
  together: 'SELECT pg_try_advisory_lock_shared($1) AS claimed',
} as const;

const refusals = {
  alone:
    'Gantry cannot start: REDIS_URL is missing. Another process answers requests on this database; with more than one they must count requests together.',
  together:
    'Gantry cannot start: another process without REDIS_URL answers requests on this database. Give it the same REDIS_URL, or end it.',
} as const;

/**
 * Register a process that answers requests. `alone`: it counts requests in its own memory, so there may be no second
 * one; `together`: it counts them in a shared place. PostgreSQL frees the place when the process dies; after a restart
 * of PostgreSQL it is claimed again, and requests are answered meanwhile. Return a function that unregisters it.
 * @throws AppError conflict when the processes on this database would not count together
 */
export async function registerAnsweringProcess(
  url: Secret,
  counting: keyof typeof statements,
  log: Logger,
): Promise<() => Promise<void>> {
  const held = await holdConnection({
    url,
    name: 'gantry answering',
    log,
    async begin(client, isFirst) {
      if (await claim(client, counting)) return;
      const refusal = refusals[counting];
      if (!isFirst) log.error({}, refusal.replace('cannot start', 'must not go on'));
      throw new AppError('conflict', refusal);
    },
  });
  return () => held.close();
}

async function claim(client: pg.Client, counting: keyof typeof statements): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += retryMs) {
    const { rows } = await client.query<{ claimed: boolean }>(statements[counting], [lockKey]);
    if (rows[0]?.claimed) return true;
    await systemClock.sleep(retryMs);
  }
  return false;
}
