import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Secret } from '../domain/secret';
import type { Env } from './env';

/** Contents of `<data>/secrets.json`. */
export const keptSecrets = z.object({
  nextAuthSecret: z.string().min(32),
  secretKey: z.string().min(32),
  /** Earlier values of `secretKey`, which still open what they sealed. */
  olderSecretKeys: z.array(z.string().min(32)).default([]),
});

export type KeptSecrets = z.infer<typeof keptSecrets>;

export interface InstallationSecrets {
  nextAuthSecret: Secret;
  secretKey: Secret;
  /** Keys that still open what they sealed (deployment contract D20.4). */
  olderKeys: Secret[];
}

/**
 * Get the two secrets of the installation. Given ones win; with the embedded database the first start writes generated
 * ones to `<data>/secrets.json` (mode 0600) and later starts read them. `readEnv` has already refused to start if they
 * are required and missing.
 * @param kept replaces those of the file
 */
export function installationSecrets(env: Env, kept?: KeptSecrets): InstallationSecrets {
  if (env.nextAuthSecret && env.secretKey)
    return { nextAuthSecret: env.nextAuthSecret, secretKey: env.secretKey, olderKeys: env.olderSecretKeys };
  const file = kept ?? readOrCreate(secretsFileOf(env), env.dataDir);
  return {
    nextAuthSecret: env.nextAuthSecret ?? new Secret(file.nextAuthSecret),
    secretKey: env.secretKey ?? new Secret(file.secretKey),
    olderKeys: [
      ...env.olderSecretKeys,
      // A key that is now given has replaced the generated one.
      ...(env.secretKey ? [file.secretKey] : []).map((text) => new Secret(text)),
      ...file.olderSecretKeys.map((text) => new Secret(text)),
    ],
  };
}

/** Get the secrets in the format of the file, from any source. */
export function secretsToKeep(env: Env): KeptSecrets {
  const { nextAuthSecret, secretKey, olderKeys } = installationSecrets(env);
  return {
    nextAuthSecret: nextAuthSecret.reveal(),
    secretKey: secretKey.reveal(),
    olderSecretKeys: olderKeys.map((key) => key.reveal()),
  };
}

/** Replace the secrets in the file; the old file is kept beside it. @returns a function that undoes this */
export function replaceSecrets(env: Env, secrets: KeptSecrets): () => void {
  const file = secretsFileOf(env);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const write = (text: string) => {
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  mkdirSync(env.dataDir, { recursive: true });
  if (before !== null) writeFileSync(`${file}.before-restore`, before, { mode: 0o600 });
  write(`${JSON.stringify(secrets)}\n`);
  return () => before !== null && write(before);
}

/** Get the path of the file that keeps the end of the audit trail outside the database. */
export function anchorFileOf({ dataDir }: Pick<Env, 'dataDir'>): string {
  return join(dataDir, 'audit-anchor.json');
}

function secretsFileOf({ dataDir }: Pick<Env, 'dataDir'>): string {
  return join(dataDir, 'secrets.json');
}

function readOrCreate(file: string, folder: string): KeptSecrets {
  mkdirSync(folder, { recursive: true });
  const created = {
    nextAuthSecret: randomBytes(32).toString('hex'),
    secretKey: randomBytes(32).toString('hex'),
    olderSecretKeys: [],
  };
  try {
    // `wx` fails when the file exists, so that two concurrent first starts use the same one.
    writeFileSync(file, `${JSON.stringify(created)}\n`, { mode: 0o600, flag: 'wx' });
    return created;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return keptSecrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  }
}
