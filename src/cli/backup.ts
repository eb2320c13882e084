import { version } from '../../package.json';
import { systemClock } from '../lib/clock';
import { secretsToKeep } from '../lib/installation-secrets';
import { createLogger } from '../lib/log';
import { openQueue } from '../queue/graphile-queue';
import { backUp } from '../services/installation/backup';
import { parseBackup } from './backup-arguments';
import { withDatabase } from './database';

/** Run `gantry backup`, which also works beside a running Gantry. @returns the exit code */
export async function backup(projectRoot: string, args: readonly string[]): Promise<number> {
  const { file, lock } = parseBackup(args);
  const rows = await withDatabase(projectRoot, async (database, env) => {
    await (await openQueue(database.pool, createLogger(env.logLevel, process.stderr))).close(); // creates its tables
    const about = { version, at: systemClock.now().toISOString(), secrets: secretsToKeep(env) };
    return backUp(database, about, { file, lock });
  });
  process.stdout.write(
    `${file} contains ${rows} rows and the secrets of this installation. Keep ${'passphrase' in lock ? 'its passphrase' : 'the identity of its recipient'} elsewhere: nothing else opens it.\n`,
  );
  return 0;
}
