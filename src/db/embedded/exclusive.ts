import type pg from 'pg';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { systemClock } from '../../lib/clock';
import type { Logger } from '../../lib/log';
import { holdConnection } from '../held-connection';

/** Any constant, different from the locks of migrate.ts. */
const lockKey = 4_205_770_003;
/** PostgreSQL needs a moment to notice that a killed process is gone. */
const patienceMs = 1_500;
const retryMs = 100;

/**
 * Claim a data directory for one Gantry, with an advisory lock in its embedded database. PostgreSQL releases it when
 * the process dies; after a restart of PostgreSQL it is claimed again. Return a function that releases it.
 * @throws AppError conflict when another process holds it
 */
export async function claimDataDirectory(
  url: Secret,
  dataDir: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const held = await holdConnection({
    url,
    name: 'gantry data directory',
    log,
    begin: (client) => claim(client, dataDir),
  });
  return () => held.close();
}

async function claim(client: pg.Client, dataDir: string): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += retryMs) {
    const { rows } = await client.query<{ claimed: boolean }>('SELECT pg_try_advisory_lock($1) AS claimed', [
      lockKey,
    ]);
    if (rows[0]?.claimed) return;
    await systemClock.sleep(retryMs);
  }
  throw new AppError(
    'conflict',
    `Gantry cannot start: another Gantry is running on the data directory ${dataDir}.`,
  );
}
