import { readEnv } from '../lib/env';
import { installationSecrets } from '../lib/installation-secrets';
import { withIdleDatabase } from './idle-database';

/**
 * Run `gantry migrate` while Gantry is stopped: create the tables of this version, as its start would.
 * @returns the exit code
 */
export async function migrateIdle(projectRoot: string): Promise<number> {
  const env = readEnv();
  const idle = { env, secrets: installationSecrets(env), projectRoot, prepare: async () => undefined };
  await withIdleDatabase(idle, async () => undefined);
  process.stdout.write('The database is up to date with this version.\n');
  return 0;
}
