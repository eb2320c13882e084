import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database';
import { fillEveryTable, trickyText } from '../../db/filled.testing';
import { openSnapshot, readSnapshot } from '../../db/snapshot';
import { createTestDatabase, testSecretKey } from '../../db/testing';
import { inTransaction } from '../../db/transaction';
import { Secret } from '../../domain/secret';
import type { AgeKey } from '../../lib/age-file';
import { createLogger } from '../../lib/log';
import { openQueue } from '../../queue/graphile-queue';
import { enqueueMail } from '../mail/send';
import { backUp } from './backup';
import { openBackup } from './backup-file';
import { restore } from './restore';

const about = {
  version: '0.0.0',
  at: '2026-11-28T12:00:00.000Z',
  secrets: { nextAuthSecret: 'n'.repeat(32), secretKey: testSecretKey.reveal(), olderSecretKeys: [] },
};
const onlyInto = { overwrites: false };

let folder: string;
let source: Database;
let secret: string;
let recipient: string;
let key: AgeKey;
let file: string;
let count: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-backup-'));
  const identity = await generateIdentity();
  recipient = await identityToRecipient(identity);
  key = { identities: [new Secret(identity)] };
  source = await withQueue();
  secret = await fillEveryTable(source);
  const queue = await openQueue(source.pool, createLogger('silent'));
  await enqueueMail({ queue, database: source }, { to: 'a@b.co', template: 'test', values: { sentBy: 'A' } });
  await queue.close();
  await source.pool.query(
    `INSERT INTO tags (uuid, organization_id, name, updated_at)
     SELECT 'tag ' || n, id, 'tag ' || n, now() FROM organizations, generate_series(1, 3000) AS n`,
  );
  file = join(folder, 'whole.age');
  count = await backUp(source, about, { file, lock: { recipients: [recipient] } });
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

async function withQueue(): Promise<Database> {
  const database = await createTestDatabase();
  await (await openQueue(database.pool, createLogger('silent'))).close();
  return database;
}

/** A digest of each table. */
async function contentsOf({ pool }: Database): Promise<unknown> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('public', 'graphile_worker') AND tablename NOT LIKE '%migrations' ORDER BY 1`,
  );
  const digests = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::int AS count, md5(string_agg(t::text, '|' ORDER BY t::text)) AS rows FROM ${name} t`,
  );
  // PostgreSQL may read the tables in parallel, in any order.
  return (await pool.query(`${digests.join(' UNION ALL ')} ORDER BY name`)).rows;
}

describe('a backup', () => {
  it('holds every row and the secrets, and only its key opens it', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const bytes = await readFile(file);
    expect(bytes.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n');
    expect(bytes.includes('tag 17')).toBe(false);
    expect((await openBackup(file, key)).head).toMatchObject(about);
    const other = { identities: [new Secret(await generateIdentity())] };
    await expect(openBackup(file, other)).rejects.toThrow(`This key does not open ${file}`);
    await expect(openBackup(file, { passphrase: new Secret('x') })).rejects.toThrow('This key does not open');
  });

  it('opens with its passphrase', async () => {
    const passphrase = new Secret('correct horse battery staple');
    const locked = join(folder, 'passphrase.age');
    await backUp(source, about, { file: locked, lock: { passphrase, workFactor: 10 } });
    expect((await openBackup(locked, { passphrase })).head).toMatchObject(about);
    const wrong = { passphrase: new Secret('correct horse battery stapler') };
    await expect(openBackup(locked, wrong)).rejects.toThrow('This key does not open');
  });

  it('never takes the place of another file, and leaves no half of one', async () => {
    const before = await readFile(file);
    await expect(backUp(source, about, { file, lock: { recipients: [recipient] } })).rejects.toThrow(
      'already exists',
    );
    expect(await readFile(file)).toEqual(before);
    const lock = { recipients: ['age1wrong'] };
    await expect(backUp(source, about, { file: join(folder, 'no'), lock })).rejects.toThrow(
      'not an age recipient',
    );
    expect((await readdir(folder)).filter((name) => name === 'no' || name.endsWith('unfinished'))).toEqual(
      [],
    );
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const tags: string[] = [];
    await inTransaction(source.maintenance, async (client) => {
      const head = await openSnapshot(client);
      const table = head.tables.findIndex(({ name }) => name === 'public.tags');
      await source.pool.query(`UPDATE tags SET name = 'changed' WHERE uuid = 'tag 3000'`);
      for await (const { table: of, rows } of readSnapshot(client, head))
        if (of === table) tags.push(...rows);
    });
    await source.pool.query(`UPDATE tags SET name = 'tag 3000' WHERE uuid = 'tag 3000'`);
    expect(tags).toHaveLength(3001);
    expect(tags.some((row) => row.includes('changed'))).toBe(false);
  });
});

describe('a restore', () => {
  it('brings every row back as it was, and constraints, triggers and sequences with it', async () => {
    const target = await withQueue();
    expect(await restore(target, await openBackup(file, key), onlyInto)).toBe(count);
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
    const user = await target.unscoped.user.findFirstOrThrow();
    expect(target.sealer.open(user.totpSecret!, 'users.totp_secret').reveal()).toBe(secret);
    expect(await target.unscoped.project.findFirstOrThrow()).toMatchObject({ description: trickyText });
    await expect(target.pool.query('DELETE FROM audit_logs')).rejects.toThrow('append-only');
    await expect(target.pool.query('DELETE FROM private_keys')).rejects.toThrow('foreign key');
    const { rows } = await target.pool.query(
      `INSERT INTO tags (uuid, organization_id, name, updated_at) SELECT 'next', id, 'next', now() FROM organizations RETURNING id`,
    );
    const { rows: last } = await source.pool.query('SELECT max(id) AS id FROM tags');
    expect(rows[0].id).toBeGreaterThan(last[0].id);

    const again = await openBackup(file, key);
    await expect(restore(target, again, onlyInto)).rejects.toThrow('in use: it has users');
    await restore(target, await openBackup(file, key), { overwrites: true });
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
    await target.close();
  });

  it('changes nothing when the file is damaged, cut off, of other tables, or of keys that are missing', async () => {
    const target = await withQueue();
    const before = await contentsOf(target);
    const bytes = await readFile(file);
    for (const size of [0, 10, 150, 100_000, bytes.length - 1]) {
      const cut = join(folder, `cut-${size}.age`);
      await writeFile(cut, bytes);
      await truncate(cut, size);
      const restoring = async () => restore(target, await openBackup(cut, key), onlyInto);
      await expect(restoring()).rejects.toThrow(/not an age file|damaged|does not open/);
    }
    const broken = Buffer.from(bytes);
    broken[broken.length - 500]! ^= 1;
    await writeFile(join(folder, 'broken.age'), broken);
    const damaged = await openBackup(join(folder, 'broken.age'), key);
    await expect(restore(target, damaged, onlyInto)).rejects.toThrow('damaged');

    const backup = await openBackup(file, key);
    const older = { ...backup, head: { ...backup.head, migrations: backup.head.migrations.slice(1) } };
    await expect(restore(target, older, onlyInto)).rejects.toThrow('with that version');

    const elsewhere = openDatabase(target.url, new Secret('another-key-0123456789abcdef-0123456789'));
    await expect(restore(elsewhere, await openBackup(file, key), onlyInto)).rejects.toThrow(
      `the key ${source.sealer.keyId} they were sealed with is missing`,
    );
    await elsewhere.close();
    expect(await contentsOf(target)).toEqual(before);
    await target.close();
  });
});
