// Upgrades with real backups, migrations and restores (clients contract C6.2). The unit test fails every step once.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../../db/database';
import { listMigrations } from '../../db/queries/table-shapes';
import { createTestDatabase, testSecretKey } from '../../db/testing';
import { createLogger } from '../../lib/log';
import { openQueue } from '../../queue/graphile-queue';
import { backup } from '../backup';
import { migrateIdle } from '../migrate';
import { restore } from '../restore';
import type { InstalledVersion } from './upgrade';
import { prepareUpgrade } from './upgrade.testing';

const presentRoot = join(fileURLToPath(import.meta.url), '..', '..', '..', '..');
const MIGRATION = '99991231000000_next';

let folder: string;
let nextRoot: string;
let passphrase: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-upgrade-'));
  passphrase = join(folder, 'passphrase');
  writeFileSync(passphrase, 'a passphrase of an upgrade\n');
  nextRoot = join(folder, 'next');
  mkdirSync(nextRoot);
  cpSync(join(presentRoot, 'prisma'), join(nextRoot, 'prisma'), { recursive: true });
  cpSync(join(presentRoot, 'prisma.config.ts'), join(nextRoot, 'prisma.config.ts')); // a link would lead Prisma back
  for (const name of ['package.json', 'node_modules'])
    symlinkSync(join(presentRoot, name), join(nextRoot, name));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let file: string;
let count = 0;
beforeEach(async () => {
  database = await createTestDatabase();
  await withOpen(async ({ unscoped: db, maintenance, sealer }) => {
    await (await openQueue(maintenance, createLogger('silent'))).close(); // as after a start
    const totpSecret = sealer.seal('secret', 'users.totp_secret');
    await db.user.create({ data: { email: 'a@example.com', username: 'a', name: 'Ada', totpSecret } });
  });
  file = join(folder, `${count++}.age`);
  vi.stubEnv('DATABASE_URL', database.url.reveal());
  vi.stubEnv('NEXTAUTH_SECRET', 'integration-test-next-auth-secret-0123456789');
  vi.stubEnv('GANTRY_SECRET_KEY', testSecretKey.reveal());
  vi.stubEnv('GANTRY_DATA_DIR', join(folder, 'data'));
  vi.stubEnv('GANTRY_LOG_LEVEL', 'silent');
  nextMigrates("ALTER TABLE users ADD COLUMN added text; UPDATE users SET name = 'Changed';");
});
afterEach(() => database.close());

/** Use the database and close all connections: no Gantry may be connected during an upgrade. */
async function withOpen<T>(work: (open: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> {
  const open = openDatabase(database.url, testSecretKey);
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

const stateOf = () =>
  withOpen(async ({ unscoped: db, maintenance, sealer }) => {
    const [user] = await db.user.findMany();
    const secret = sealer.open(user!.totpSecret!, 'users.totp_secret').reveal();
    return { name: user?.name, secret, migrations: new Set(await listMigrations(maintenance)) };
  });

function nextMigrates(sql: string): void {
  const folderOfMigration = join(nextRoot, 'prisma', 'migrations', MIGRATION);
  mkdirSync(folderOfMigration, { recursive: true });
  writeFileSync(join(folderOfMigration, 'migration.sql'), sql);
}

function versionOf(version: string, root: string): InstalledVersion {
  const key = ['--passphrase-file', passphrase];
  return {
    version,
    migrations: async () => readdirSync(join(root, 'prisma', 'migrations')),
    backUp: async () => void (await backup(root, ['--out', file, ...key])),
    migrate: async () => void (await migrateIdle(root)),
    restore: async () => void (await restore(root, ['--in', file, ...key, '--force', '--recreate'])),
  };
}

const versions = () => ({ present: versionOf('1.0.0', presentRoot), next: versionOf('1.1.0', nextRoot) });

it('ends with the next version and its tables', async () => {
  const before = await stateOf();
  await prepareUpgrade(versions()).run();
  expect(await stateOf()).toEqual({
    ...before,
    name: 'Changed',
    migrations: new Set([...before.migrations, MIGRATION]),
  });
}, 300_000);

it('leaves the database as it was when the next version does not get ready', async () => {
  const before = await stateOf();
  const { machine, run } = prepareUpgrade(versions(), ['ready']);
  await expect(run()).rejects.toThrow('ready does not work.\nGantry 1.0.0 is running again');
  expect(machine).toEqual({ isRunning: true, used: '1.0.0' });
  expect(await stateOf()).toEqual(before);
}, 300_000);

it('does so when a migration breaks off in its middle', async () => {
  const before = await stateOf();
  nextMigrates("UPDATE users SET name = 'Changed'; COMMIT; ALTER TABLE nowhere ADD COLUMN added text;");
  const { machine, run } = prepareUpgrade(versions());
  await expect(run()).rejects.toThrow('could not be migrated');
  expect(machine).toEqual({ isRunning: true, used: '1.0.0' });
  expect(await stateOf()).toEqual(before);
}, 300_000);
