import pg from 'pg';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { systemClock } from '../../lib/clock';

/** Any constant; see also the locks of migrate.ts. */
const lockKey = 4_205_770_003;
/** PostgreSQL needs a moment to notice that a killed process is gone. */
const patienceMs = 1_500;
const retryMs = 100;

/**
 * Claims a data directory for one Gantry: an advisory lock of its embedded database, which PostgreSQL itself gives
 * back when the process dies. Returns the way to release it. @throws AppError conflict when another process holds it
 */
export async function claimDataDirectory(url: Secret, dataDir: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url.reveal(), application_name: 'gantry data directory' });
  await client.connect();
  client.on('error', () => undefined); // the pool reports a database that went away
  for (let waited = 0; waited < patienceMs; waited += retryMs) {
    const { rows } = await client.query<{ claimed: boolean }>('SELECT pg_try_advisory_lock($1) AS claimed', [
      lockKey,
    ]);
    if (rows[0]?.claimed) return () => client.end();
    await systemClock.sleep(retryMs);
  }
  await client.end();
  throw new AppError(
    'conflict',
    `Gantry cannot start: another Gantry is running on the data directory ${dataDir}.`,
  );
}
