// An upgrade whose steps fail one after the other, with real backups, migrations and restores (clients contract C6.2).
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../db/database';
import { listMigrations } from '../../db/queries/table-shapes';
import { createTestDatabase, testSecretKey } from '../../db/testing';
import { AppError } from '../../domain/error';
import { createLogger } from '../../lib/log';
import { openQueue } from '../../queue/graphile-queue';
import { backup } from '../backup';
import { migrateIdle } from '../migrate';
import { restore } from '../restore';
import { compareVersions, type InstalledVersion, type Service, upgrade } from './upgrade';

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

/** Use the database with connections that are gone afterwards: no Gantry may be connected during an upgrade. */
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

type Part = 'stop' | 'backUp' | 'migrate' | 'use' | 'start' | 'ready';

/** An upgrade from 1.0.0 to 1.1.0 whose parts fail as told, once, after they did their work. */
function prepare(failing: readonly Part[] = []) {
  const present = versionOf('1.0.0', presentRoot);
  const next = versionOf('1.1.0', nextRoot);
  const machine = { isRunning: true, used: '1.0.0' };
  const set = (state: Partial<typeof machine>): void => void Object.assign(machine, state);
  const left = new Set(failing);
  const fails = async (part: Part, work: () => Promise<void> | void): Promise<void> => {
    await work();
    if (left.delete(part)) throw new AppError('internal', `${part} does not work.`);
  };
  const service: Service = {
    stop: () => fails('stop', () => set({ isRunning: false })),
    start: () => fails('start', () => set({ isRunning: true })),
    use: ({ version }) => fails('use', () => set({ used: version })),
    waitUntilReady: ({ version }) =>
      fails('ready', () => {
        if (!machine.isRunning || machine.used !== version) throw new Error(`${version} does not run.`);
      }),
  };
  const versions = {
    present: { ...present, backUp: () => fails('backUp', () => present.backUp()) },
    next: { ...next, migrate: () => fails('migrate', () => next.migrate()) },
  };
  const said: string[] = [];
  return { machine, said, run: () => upgrade({ ...versions, service, say: (line) => said.push(line) }) };
}

describe('an upgrade', () => {
  it('ends with the next version and its tables', async () => {
    const before = await stateOf();
    const { machine, run } = prepare();
    await run();
    expect(machine).toEqual({ isRunning: true, used: '1.1.0' });
    expect(await stateOf()).toEqual({
      ...before,
      name: 'Changed',
      migrations: new Set([...before.migrations, MIGRATION]),
    });
  }, 300_000);

  it.each(['stop', 'backUp', 'migrate', 'use', 'start', 'ready'] as const)(
    'leaves version and database as they were when %s fails',
    async (part) => {
      const before = await stateOf();
      const { machine, run } = prepare([part]);
      await expect(run()).rejects.toThrow(`${part} does not work.\nGantry 1.0.0 runs again`);
      expect(machine).toEqual({ isRunning: true, used: '1.0.0' });
      expect(await stateOf()).toEqual(before);
    },
    300_000,
  );

  it('does so when a migration breaks off in its middle', async () => {
    const before = await stateOf();
    nextMigrates("UPDATE users SET name = 'Changed'; COMMIT; ALTER TABLE nowhere ADD COLUMN added text;");
    const { machine, run } = prepare();
    await expect(run()).rejects.toThrow('could not be migrated');
    expect(machine).toEqual({ isRunning: true, used: '1.0.0' });
    expect(await stateOf()).toEqual(before);
  }, 300_000);

  it('changes nothing for a version that is older, or does not know a table', async () => {
    const { machine, said } = prepare();
    const service: Service = {
      stop: () => Promise.reject(new Error('stopped')),
      start: async () => undefined,
      use: async () => undefined,
      waitUntilReady: async () => undefined,
    };
    const present = versionOf('1.1.0', nextRoot);
    const say = (line: string) => void said.push(line);
    for (const version of ['1.1.0', '1.0.9', '1.1.0-rc.1'])
      await expect(upgrade({ present, next: versionOf(version, presentRoot), service, say })).rejects.toThrow(
        'is not newer',
      );
    await expect(upgrade({ present, next: versionOf('1.2.0', presentRoot), service, say })).rejects.toThrow(
      `does not know the migration ${MIGRATION}.\nNothing was changed.`,
    );
    expect(machine.isRunning).toBe(true);
  });

  it('says what could not be taken back, and that the backup is there', async () => {
    await expect(
      upgrade({
        present: versionOf('1.0.0', presentRoot),
        next: versionOf('1.1.0', nextRoot),
        say: () => undefined,
        service: {
          stop: async () => undefined,
          start: async () => undefined,
          use: () => Promise.reject(new Error('the disk is full')),
          waitUntilReady: async () => undefined,
        },
      }),
    ).rejects.toThrow(
      /could not be taken back, at "Switch to 1\.1\.0": the disk is full[\s\S]*backup is kept/,
    );
  }, 300_000);
});

it('orders versions by their numbers', () => {
  const versions = ['0.9.0', '0.10.0-rc.1', '0.10.0', '0.10.1', '1.0.0'];
  for (const [at, version] of versions.entries())
    for (const [other, against] of versions.entries())
      expect(Math.sign(compareVersions(version, against))).toBe(Math.sign(at - other));
});
