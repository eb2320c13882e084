import pg from 'pg';
import { AppError, errorMessage } from '../domain/error';
import type { Secret } from '../domain/secret';
import { systemClock } from '../lib/clock';
import type { Logger } from '../lib/log';

/** Any constant; see also the locks of migrate.ts and embedded/exclusive.ts. */
const lockKey = 4_205_770_004;
/** PostgreSQL needs a moment to notice that a killed process is gone. */
const patienceMs = 3_000;
const retryMs = 100;
const reconnectMs = 1_000;

const statements = {
  alone: 'SELECT pg_try_advisory_lock($1) AS claimed',
  together: 'SELECT pg_try_advisory_lock_shared($1) AS claimed',
} as const;

/**
 * Registers a process that answers requests. `alone`: it counts requests in its own memory, so there may be no second
 * one; `together`: it counts them where the others do. PostgreSQL gives the place back when the process dies.
 * Returns the way to leave. @throws AppError conflict when the processes on this database would not count together
 */
export async function registerAnsweringProcess(
  url: Secret,
  counting: keyof typeof statements,
  log: Logger,
): Promise<() => Promise<void>> {
  let hasLeft = false;
  let client = await connect(url);
  if (!(await claim(client, counting))) {
    await client.end();
    throw new AppError('conflict', refusals[counting]);
  }
  keep(client);

  function keep(registered: pg.Client): void {
    registered.once('end', () => {
      if (!hasLeft) void register();
    });
  }

  /** After PostgreSQL went away the place has to be claimed anew; requests are answered meanwhile. */
  async function register(): Promise<void> {
    while (!hasLeft) {
      await systemClock.sleep(reconnectMs);
      try {
        client = await connect(url);
        if (await claim(client, counting)) return keep(client);
        log.error({}, refusals[counting].replace('cannot start', 'must not go on'));
        await client.end();
      } catch (error) {
        log.warn({ error: errorMessage(error) }, 'the place of this process cannot be claimed again yet');
      }
    }
  }

  return async () => {
    hasLeft = true;
    await client.end();
  };
}

const refusals = {
  alone:
    'Gantry cannot start: REDIS_URL is missing. Another process answers requests on this database; with more than one they must count requests together.',
  together:
    'Gantry cannot start: another process without REDIS_URL answers requests on this database. Give it the same REDIS_URL, or end it.',
} as const;

async function connect(url: Secret): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url.reveal(), application_name: 'gantry answering' });
  client.on('error', () => undefined); // `end` follows
  await client.connect();
  return client;
}

async function claim(client: pg.Client, counting: keyof typeof statements): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += retryMs) {
    const { rows } = await client.query<{ claimed: boolean }>(statements[counting], [lockKey]);
    if (rows[0]?.claimed) return true;
    await systemClock.sleep(retryMs);
  }
  return false;
}
