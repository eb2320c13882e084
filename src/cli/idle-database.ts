import { resolve } from 'node:path';
import { type Database, openDatabase } from '../db/database';
import { claimDataDirectory } from '../db/embedded/exclusive';
import { openEmbeddedDatabase } from '../db/embedded/server';
import { migrate } from '../db/migrate';
import { countOtherSessions } from '../db/queries/other-sessions';
import { AppError } from '../domain/error';
import type { Secret } from '../domain/secret';
import type { Env } from '../lib/env';
import { anchorFileOf, type InstallationSecrets } from '../lib/installation-secrets';
import { createLogger } from '../lib/log';
import { openQueue } from '../queue/graphile-queue';

export interface IdleDatabase {
  env: Env;
  secrets: InstallationSecrets;
  projectRoot: string;
  /** Runs before the tables are created or changed; may refuse. */
  prepare: (database: Database) => Promise<void>;
}

/**
 * Lend the installation's database, with all tables of this version, while no Gantry uses it.
 * @throws AppError conflict if one does
 */
export async function withIdleDatabase<T>(
  { env, secrets, projectRoot, prepare }: IdleDatabase,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const log = createLogger(env.logLevel, process.stderr);
  const { url, leave } = await claim(env);
  const { secretKey, olderKeys } = secrets;
  const database = openDatabase(url, secretKey, { olderKeys, anchorFile: anchorFileOf(env) });
  try {
    await prepare(database);
    await migrate(database.maintenance, url, projectRoot);
    await (await openQueue(database.maintenance, log)).close(); // creates its tables
    return await work(database);
  } finally {
    await database.close();
    await leave();
  }
}

interface Claim {
  url: Secret;
  leave: () => Promise<void>;
}

async function claim(env: Env): Promise<Claim> {
  const embedded = env.databaseUrl ? null : await openEmbeddedDatabase(env.dataDir);
  const stop = async () => {
    if (embedded?.started) await embedded.stop();
  };
  try {
    const url = env.databaseUrl ?? embedded?.url;
    if (!url) throw new AppError('internal', 'No database.');
    if ((await countOtherSessions(url)) > 0)
      throw new AppError('conflict', 'Gantry is running on this database. Stop all of its processes first.');
    if (!embedded) return { url, leave: stop };
    const release = await claimDataDirectory(url, resolve(env.dataDir), createLogger('silent'));
    return { url, leave: () => release().then(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}
