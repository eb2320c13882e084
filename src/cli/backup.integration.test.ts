import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openEmbeddedDatabase } from '../db/embedded/server';
import { createTestDatabase, testSecretKey } from '../db/testing';
import { backup } from './backup';
import { restore } from './restore';

const projectRoot = join(fileURLToPath(import.meta.url), '..', '..', '..');
const nextAuthSecret = 'integration-test-next-auth-secret-0123456789';

let folder: string;
let identity: string;
let recipient: string;
let file: string;
let said = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-cli-backup-'));
  const key = await generateIdentity();
  identity = join(folder, 'identity');
  await writeFile(identity, `# created: today\n${key}\n`);
  recipient = await identityToRecipient(key);
  file = join(folder, 'backup.age');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const source = await createTestDatabase();
  const { unscoped: db, sealer } = source;
  const totpSecret = sealer.seal('secret', 'users.totp_secret');
  await db.user.create({ data: { email: 'a@example.com', username: 'a', name: 'Ada', totpSecret } });
  useDatabase(source.url.reveal());
  expect(await backup(projectRoot, ['--out', file, '--recipient', recipient])).toBe(0);
  await source.close();
});
beforeEach(() => {
  said = '';
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const from = () => ['--in', file, '--identity', identity];

/** Use this database, and secrets from the environment. */
function useDatabase(url: string, secretKey = testSecretKey.reveal()): void {
  vi.stubEnv('DATABASE_URL', url);
  vi.stubEnv('NEXTAUTH_SECRET', nextAuthSecret);
  vi.stubEnv('GANTRY_SECRET_KEY', secretKey);
  vi.stubEnv('GANTRY_DATA_DIR', join(folder, 'beside'));
  vi.stubEnv('GANTRY_LOG_LEVEL', 'silent');
}

it('restores into a database from the environment, but not beside a Gantry and not with another key', async () => {
  const target = await createTestDatabase();
  const url = target.url.reveal();
  useDatabase(url, 'another-key-0123456789abcdef-0123456789');
  await expect(restore(projectRoot, from())).rejects.toThrow(
    'GANTRY_SECRET_KEY is not the key of this backup',
  );
  await restore(projectRoot, [...from(), '--show-secrets']);
  expect(said).toContain(`GANTRY_SECRET_KEY=${testSecretKey.reveal()}\n`);

  useDatabase(url);
  await target.pool.query('SELECT 1');
  await expect(restore(projectRoot, from())).rejects.toThrow('Gantry is running on this database');
  await target.close();

  const idle = await createTestDatabase();
  useDatabase(idle.url.reveal());
  expect(await restore(projectRoot, from())).toBe(0);
  const user = await idle.unscoped.user.findFirstOrThrow();
  expect(idle.sealer.open(user.totpSecret!, 'users.totp_secret').reveal()).toBe('secret');
  expect(await idle.unscoped.auditLog.findMany()).toMatchObject([
    { action: 'installation.restore', via: 'cli' },
  ]);
  await idle.close();
});

it('restores into a new data directory, secrets included, and over a used one only when told', async () => {
  const dataDir = join(folder, 'data');
  for (const name of ['DATABASE_URL', 'NEXTAUTH_SECRET', 'GANTRY_SECRET_KEY']) vi.stubEnv(name, '');
  vi.stubEnv('GANTRY_DATA_DIR', dataDir);
  expect(await restore(projectRoot, from())).toBe(0);
  const kept = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'));
  expect(kept).toEqual({ nextAuthSecret, secretKey: testSecretKey.reveal(), olderSecretKeys: [] });

  await expect(restore(projectRoot, from())).rejects.toThrow('in use');
  expect(await restore(projectRoot, [...from(), '--force'])).toBe(0);
  // The restored installation can be backed up too.
  expect(await backup(projectRoot, ['--out', `${file}.2`, '--recipient', recipient])).toBe(0);
  expect(said).toContain(`${file}.2 contains `);
  const embedded = await openEmbeddedDatabase(dataDir);
  expect(embedded.started).toBe(true); // no command left one running
  await embedded.stop();
});
