import { randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { emptyDatabase } from '../db/queries/empty-database';
import { AppError } from '../domain/error';
import { systemClock } from '../lib/clock';
import { type Env, readEnv } from '../lib/env';
import {
  anchorFileOf,
  installationSecrets,
  type KeptSecrets,
  replaceSecrets,
} from '../lib/installation-secrets';
import { createLogger } from '../lib/log';
import { recordAudit } from '../services/audit/record';
import { openBackup, requireWhole } from '../services/installation/backup-file';
import { requireUnused, restore as restoreRows } from '../services/installation/restore';
import { parseRestore } from './backup-arguments';
import { withIdleDatabase } from './idle-database';

/** Run `gantry restore` while Gantry is stopped. @returns the exit code */
export async function restore(projectRoot: string, args: readonly string[]): Promise<number> {
  const { file, key, overwrites, recreates, showsSecrets } = parseRestore(args);
  const backup = await openBackup(file, key);
  const { head } = backup;
  if (showsSecrets) return print(head.secrets);
  const env = readEnv();
  const isGiven = env.nextAuthSecret !== null && env.secretKey !== null;
  if (isGiven) requireKeyOf(env, head.secrets);
  let takeBack: () => void = () => undefined;
  const secrets = installationSecrets(env, head.secrets);
  const prepare = async ({ maintenance }: Parameters<typeof restoreRows>[0]) => {
    if (!overwrites) await requireUnused(maintenance);
    if (!recreates) return;
    await requireWhole(await openBackup(file, key)); // nothing is dropped for a file that cannot be read to its end
    await emptyDatabase(maintenance);
  };
  const rows = await withIdleDatabase({ env, secrets, projectRoot, prepare }, async (database) => {
    const beforeCommit = () => {
      if (!isGiven) takeBack = replaceSecrets(env, head.secrets);
    };
    const count = await restoreRows(database, backup, { overwrites, beforeCommit }).catch(
      (error: unknown) => {
        takeBack();
        throw error;
      },
    );
    forgetAnchor(env);
    const request = { requestId: randomUUID(), ip: 'local', userAgent: null, surface: 'cli' as const };
    await recordAudit(
      { database, clock: systemClock, log: createLogger(env.logLevel, process.stderr) },
      request,
      null,
      {
        action: 'installation.restore',
        targetType: 'installation',
        error: null,
        detail: { at: head.at, version: head.version, rows: count },
      },
    );
    return count;
  });
  process.stdout.write(
    `Restored ${rows} rows from ${head.at} (Gantry ${head.version}). Start Gantry now, and only here: the installation that the backup was made from must not run any more. API tokens and sessions revoked since then are valid again.\n`,
  );
  return 0;
}

/** Print the secrets as lines of an environment file. */
function print({ nextAuthSecret, secretKey, olderSecretKeys }: KeptSecrets): number {
  process.stdout.write(
    `NEXTAUTH_SECRET=${nextAuthSecret}\nGANTRY_SECRET_KEY=${secretKey}\nGANTRY_SECRET_KEYS_OLD=${olderSecretKeys.join(' ')}\n`,
  );
  return 0;
}

/** Require the key of the backup among those in the environment, which cannot be replaced from here. */
function requireKeyOf({ secretKey, olderSecretKeys }: Env, backup: KeptSecrets): void {
  if ([secretKey, ...olderSecretKeys].some((key) => key?.reveal() === backup.secretKey)) return;
  throw new AppError(
    'precondition_failed',
    'GANTRY_SECRET_KEY is not the key of this backup. Add the key of the backup to GANTRY_SECRET_KEYS_OLD, or set it as GANTRY_SECRET_KEY: "gantry restore … --show-secrets" prints it.',
  );
}

/** Set the anchor aside as evidence: it has the end of the audit trail before the restore. */
function forgetAnchor(env: Env): void {
  const file = anchorFileOf(env);
  if (existsSync(file)) renameSync(file, `${file}.before-restore`);
}
