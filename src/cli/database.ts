import { type Database, openDatabase } from '../db/database';
import { openEmbeddedDatabase } from '../db/embedded/server';
import { pendingMigrations } from '../db/migrate';
import { AppError } from '../domain/error';
import { type Env, readEnv } from '../lib/env';
import { anchorFileOf, installationSecrets } from '../lib/installation-secrets';

/**
 * Lend the installation's database to a command: the one in the environment, the embedded one of a running Gantry, or
 * the embedded one, started for as long as the command takes.
 */
export async function withDatabase<T>(
  projectRoot: string,
  work: (database: Database, env: Env) => Promise<T>,
): Promise<T> {
  const env = readEnv();
  const embedded = env.databaseUrl ? null : await openEmbeddedDatabase(env.dataDir);
  const url = env.databaseUrl ?? embedded?.url;
  if (!url) throw new AppError('internal', 'No database.');
  const { secretKey, olderKeys } = installationSecrets(env);
  const database = openDatabase(url, secretKey, { olderKeys, anchorFile: anchorFileOf(env) });
  try {
    if ((await pendingMigrations(database.pool, projectRoot)).length > 0)
      throw new AppError(
        'unavailable',
        'The database has not been migrated. Start Gantry once before running this command.',
      );
    return await work(database, env);
  } finally {
    await database.close();
    if (embedded?.started) await embedded.stop();
  }
}
