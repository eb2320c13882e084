import { afterAll, beforeAll, expect, it } from 'vitest';
import { examineKeys } from '../../cli/doctor-keys';
import { type Database, openDatabase } from '../../db/database';
import { fillEveryTable } from '../../db/filled.testing';
import { openChangeFeed } from '../../db/notify';
import { countSealedOtherwise } from '../../db/queries/sealed-values';
import { sealedPlaces } from '../../db/sealed-places';
import { createTestDatabase, testSecretKey } from '../../db/testing';
import { Secret } from '../../domain/secret';
import { systemClock } from '../../lib/clock';
import { createLogger } from '../../lib/log';
import { openQueue } from '../../queue/graphile-queue';
import { enqueueMail } from '../mail/send';
import { requireKeys } from './key-ring';
import { rekey } from './rekey';

const log = createLogger('silent');
const newKey = new Secret('a-newer-key-0123456789abcdef-0123456789');
let before: Database;
let secret: string;
/** Resources to close after a test. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  before = await createTestDatabase();
  secret = await fillEveryTable(before);
  const queue = await openQueue(before.pool, log);
  opened.push(queue);
  await enqueueMail(
    { queue, database: before },
    { to: 'a@example.com', template: 'test', values: { sentBy: 'Ada' } },
  );
});
afterAll(async () => {
  for (const each of opened.reverse()) await each.close();
  await before.close();
});

function open(key: Secret, olderKeys: readonly Secret[] = []): Database {
  const database = openDatabase(before.url, key, { olderKeys });
  opened.push(database);
  return database;
}

const places = Object.values(sealedPlaces);

it('knows every column that may be sealed', async () => {
  const plain = ['container_log_chunks.content'];
  const { rows } = await before.pool.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'bytea'`,
  );
  const columns = places.filter(({ table }) => !table.startsWith('graphile_worker.'));
  expect(rows.map(({ name }) => name).sort()).toEqual([...plain, ...columns.map(({ name }) => name)].sort());
});

it('says which key is missing, and where', async () => {
  const { sealer, maintenance } = open(newKey);
  const check = requireKeys(maintenance, sealer);
  await expect(check).rejects.toThrow(`the key ${before.sealer.keyId} they were sealed with is missing`);
  await expect(check).rejects.toThrow(`GANTRY_SECRET_KEY is key ${sealer.keyId}`);
  for (const { name } of places) await expect(check).rejects.toThrow(`${name}: 1 `);
  await expect(rekey({ database: open(newKey), clock: systemClock, log })).rejects.toThrow('is missing');
});

it('is told by the doctor, as are earlier keys that are still needed', async () => {
  expect(await examineKeys(open(newKey))).toMatchObject({ isGood: false });
  const both = await examineKeys(open(newKey, [testSecretKey]));
  expect(both).toMatchObject({
    isGood: true,
    detail: expect.stringContaining('until you run "gantry rekey"'),
  });
  expect(await examineKeys(open(testSecretKey))).toMatchObject({
    isGood: true,
    detail: `key ${before.sealer.keyId} opens every stored secret`,
  });
});

it('waits for processes that could not open what it seals', async () => {
  const feed = await openChangeFeed(before, log);
  const both = open(newKey, [testSecretKey]);
  await expect(rekey({ database: both, clock: systemClock, log })).rejects.toThrow(
    `A running Gantry process does not know key ${both.sealer.keyId}`,
  );
  await feed.close();
});

it('seals everything with the newest key beside a process that knows it, and the older key is needed no longer', async () => {
  const both = open(newKey, [testSecretKey]);
  opened.push(await openChangeFeed(both, log));
  await requireKeys(both.maintenance, both.sealer);
  const tools = { database: both, clock: systemClock, log };
  expect(await rekey(tools)).toEqual({ resealed: places.length, damaged: 0 });
  expect(await rekey(tools)).toEqual({ resealed: 0, damaged: 0 });

  const alone = open(newKey);
  await requireKeys(alone.maintenance, alone.sealer);
  expect(await countSealedOtherwise(alone.pool, [alone.sealer.keyId])).toEqual([]);
  const user = await alone.unscoped.user.findFirstOrThrow();
  expect(alone.sealer.open(user.totpSecret!, 'users.totp_secret').reveal()).toBe(secret);
  const { rows } = await alone.pool.query('SELECT payload FROM graphile_worker._private_jobs');
  const mail = Buffer.from(rows[0].payload.sealedValues, 'base64');
  expect(alone.sealer.open(mail, 'jobs.mail.send').reveal()).toBe('{"sentBy":"Ada"}');
  expect(await alone.unscoped.auditLog.count({ where: { action: 'installation.rekey' } })).toBe(2);
});

it('goes through many rows in steps, and leaves what no key opens', async () => {
  const older = open(testSecretKey);
  const [row] = (await older.pool.query('SELECT * FROM idempotency_keys')).rows;
  const body = Buffer.from(older.sealer.seal('answer', 'idempotency_keys.body'));
  const broken = Buffer.from(body);
  broken[broken.length - 1]! ^= 1;
  const put = `INSERT INTO idempotency_keys (id, organization_id, request_hash, attempt, running_until, expires_at, body)
    SELECT 'many ' || no, $1, '', $2, now(), now(), $3 FROM generate_series($4::int, $5::int) AS no`;
  await older.pool.query(put, [row.organization_id, row.attempt, body, 1, 950]);
  await older.pool.query(put, [row.organization_id, row.attempt, broken, 951, 951]);
  const both = open(newKey, [testSecretKey]);
  expect(await rekey({ database: both, clock: systemClock, log })).toEqual({ resealed: 950, damaged: 1 });
  const left = await countSealedOtherwise(both.pool, [both.sealer.keyId]);
  expect(left).toEqual([{ place: 'idempotency_keys.body', keyId: older.sealer.keyId, count: 1 }]);
});
