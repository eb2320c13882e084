import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Secret } from '../domain/secret';
import type { Env } from './env';

const fileSchema = z.object({
  nextAuthSecret: z.string().min(32),
  secretKey: z.string().min(32),
  /** Earlier values of `secretKey`, which open what they sealed. */
  olderSecretKeys: z.array(z.string().min(32)).default([]),
});

export interface InstallationSecrets {
  nextAuthSecret: Secret;
  secretKey: Secret;
  /** Keys that still open what they sealed (deployment contract D20.4). */
  olderKeys: Secret[];
}

/**
 * The two secrets every installation has. Given ones win; with the embedded database the first start writes
 * generated ones to `<data>/secrets.json` (mode 0600) and later starts read them. `readEnv` has already refused
 * to start when they must be given and are not.
 */
export function installationSecrets(env: Env): InstallationSecrets {
  if (env.nextAuthSecret && env.secretKey)
    return { nextAuthSecret: env.nextAuthSecret, secretKey: env.secretKey, olderKeys: env.olderSecretKeys };
  const kept = readOrCreate(join(env.dataDir, 'secrets.json'), env.dataDir);
  return {
    nextAuthSecret: env.nextAuthSecret ?? new Secret(kept.nextAuthSecret),
    secretKey: env.secretKey ?? new Secret(kept.secretKey),
    olderKeys: [
      ...env.olderSecretKeys,
      // A key that is given now replaced the generated one.
      ...(env.secretKey ? [kept.secretKey] : []).map((text) => new Secret(text)),
      ...kept.olderSecretKeys.map((text) => new Secret(text)),
    ],
  };
}

/** Where the end of the audit trail is kept outside the database. */
export function anchorFileOf({ dataDir }: Pick<Env, 'dataDir'>): string {
  return join(dataDir, 'audit-anchor.json');
}

function readOrCreate(file: string, folder: string): z.infer<typeof fileSchema> {
  mkdirSync(folder, { recursive: true });
  const created = {
    nextAuthSecret: randomBytes(32).toString('hex'),
    secretKey: randomBytes(32).toString('hex'),
    olderSecretKeys: [],
  };
  try {
    // `wx` fails when the file exists, so two racing first starts agree on one file.
    writeFileSync(file, `${JSON.stringify(created)}\n`, { mode: 0o600, flag: 'wx' });
    return created;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }
}
