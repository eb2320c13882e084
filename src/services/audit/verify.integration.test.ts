import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database';
import { canonicalText, hashOf, storedTime } from '../../db/queries/audit-chain';
import { readSealedRows } from '../../db/queries/audit-verify';
import { testSecretKey } from '../../db/testing';
import { Secret } from '../../domain/secret';
import { checkTrailEnd } from './check-end';
import { aRow, start, TrailTest } from './trail.testing';
import { verifyAuditTrail } from './verify';

let trail: TrailTest;
let database: Database;
beforeAll(async () => {
  trail = await TrailTest.open();
  ({ database } = trail);
});
afterAll(() => database.close());
beforeEach(() => trail.reset());

const record = (count: number) => trail.record(count);
const unguarded = (statements: string) => trail.unguarded(statements);
const fault = () => trail.fault();

describe('the audit trail', () => {
  it('can be added to and read, and nothing else, by any role', async () => {
    await record(2);
    for (const statement of [
      "UPDATE audit_logs SET action = 'x'",
      'DELETE FROM audit_logs',
      'TRUNCATE audit_logs',
    ])
      await expect(database.pool.query(statement)).rejects.toThrow('append-only');
    expect(await fault()).toBeNull();
  });

  it('has no gaps and one order when many write at once', async () => {
    await record(60);
    const { rows } = await database.pool.query('SELECT seq::int, hash FROM audit_logs ORDER BY seq');
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(60);
    expect(await verifyAuditTrail(database)).toMatchObject({ count: 60, fault: null, head: { seq: 60n } });
  });

  it('is sound when it is empty', async () => {
    expect(await verifyAuditTrail(database)).toMatchObject({ count: 0, fault: null });
  });

  it('goes on over more rows than are read at a time', async () => {
    await record(1_100);
    expect(await verifyAuditTrail(database)).toMatchObject({ count: 1_100, fault: null });
  });
});

describe('verification names', () => {
  const changed = 'it was changed';
  const missing = 'it is missing';
  beforeEach(() => record(6));

  it.each([
    "action = 'project.delete'",
    "at = at + interval '1 microsecond'",
    "outcome = 'denied'",
    'status = 403',
    "ip = '10.0.0.1'",
    'user_agent = NULL',
    "actor_user_id = '00000000-0000-4000-8000-000000000000'",
    "organization_id = '00000000-0000-4000-8000-000000000000'",
    `diff = jsonb_set(diff, '{name,to}', '2')`,
    "detail = '{}'",
    "command = 'null'::jsonb || '{}'::jsonb",
    "target_uuid = 'other'",
  ])('a row in which %s', async (change) => {
    await unguarded(`UPDATE audit_logs SET ${change} WHERE seq = 4`);
    expect(await fault()).toEqual([4, changed]);
  });

  it('a row that was changed and sealed again, at the row after it', async () => {
    await unguarded("UPDATE audit_logs SET hash = repeat('0', 64) WHERE seq = 4");
    expect(await fault()).toEqual([4, changed]);
    await unguarded("UPDATE audit_logs SET prev_hash = repeat('0', 64) WHERE seq = 5");
    expect((await fault())?.[0]).toBe(4);
  });

  it.each([1, 3, 6])('row %i when it is removed', async (seq) => {
    await unguarded(`DELETE FROM audit_logs WHERE seq = ${seq}`);
    expect(await fault()).toEqual([seq, missing]);
  });

  it('the end when it is removed, also after more was written', async () => {
    await unguarded('DELETE FROM audit_logs WHERE seq > 4');
    expect(await fault()).toEqual([5, missing]);
    await record(1);
    expect(await fault()).toEqual([5, missing]);
  });

  it('an end that was moved back by a user who can write every table', async () => {
    await unguarded(
      `DELETE FROM audit_logs WHERE seq > 4;
       UPDATE audit_heads SET seq = 4, hash = (SELECT hash FROM audit_logs WHERE seq = 4)`,
    );
    expect(await fault()).toEqual([4, 'the end of the trail was moved: its seal belongs to another row']);
  });

  it('rows that were added without the key', async () => {
    const [last] = await readSealedRows(database.pool, 5n, 1);
    const forged = { ...last!, seq: 7n, prevHash: last!.hash };
    const hash = hashOf(forged.prevHash, 7n, canonicalText(forged));
    await unguarded(
      `INSERT INTO audit_logs SELECT (jsonb_populate_record(a, '{"seq": 7, "version": 1, "prev_hash": "${last!.hash}",
         "hash": "${hash}"}')).* FROM audit_logs a WHERE seq = 6;
       UPDATE audit_heads SET seq = 7, hash = '${hash}'`,
    );
    expect(await fault()).toEqual([7, 'it is not sealed with a key, unlike the rows before it']);
  });

  it('rows that were sealed with a key that is not in the ring', async () => {
    const other = openDatabase(database.url, new Secret('another-key-0123456789abcdef-0123456789'));
    const verdict = await verifyAuditTrail(other);
    await other.close();
    expect(verdict.fault?.reason).toContain('GANTRY_SECRET_KEYS_OLD');
  });

  it('nothing after the key was changed, while the older one is in the ring', async () => {
    const newer = openDatabase(database.url, new Secret('another-key-0123456789abcdef-0123456789'), {
      olderKeys: [testSecretKey],
    });
    await newer.trail.append({ ...aRow, requestId: randomUUID() });
    const verdict = await verifyAuditTrail(newer);
    await newer.close();
    expect(verdict).toMatchObject({ count: 7, fault: null });
  });

  it('a row that was inserted', async () => {
    await unguarded(
      `UPDATE audit_logs SET seq = seq + 100 WHERE seq > 3; UPDATE audit_logs SET seq = seq - 99 WHERE seq > 100;
       INSERT INTO audit_logs SELECT (jsonb_populate_record(a, '{"seq": 4}')).* FROM audit_logs a WHERE seq = 3`,
    );
    expect((await fault())?.[0]).toBe(4);
  });

  it('a row that was added at the end', async () => {
    await unguarded(
      `INSERT INTO audit_logs SELECT (jsonb_populate_record(a, jsonb_build_object('seq', 7, 'prev_hash', a.hash))).* FROM audit_logs a WHERE seq = 6`,
    );
    expect(await fault()).toEqual([7, 'it was added after the end of the trail']);
  });

  it('rows that changed places', async () => {
    await unguarded(
      'UPDATE audit_logs SET seq = 1000 WHERE seq = 3; UPDATE audit_logs SET seq = 3 WHERE seq = 4; UPDATE audit_logs SET seq = 4 WHERE seq = 1000',
    );
    expect((await fault())?.[0]).toBe(3);
  });
});

describe('rows from before there was a key', () => {
  it('still verify, and the trail goes on after them with the key', async () => {
    let prev = '';
    for (const seq of [1, 2]) {
      const at = storedTime(start);
      const hash = hashOf(prev, BigInt(seq), canonicalText({ ...aRow, at }));
      await database.pool.query(
        `INSERT INTO audit_logs (seq, prev_hash, hash, at, via, request_id, action, outcome, status)
         VALUES ($1, $2, $3, $4, 'none', 'r', 'project.update', 'success', 200)`,
        [seq, prev, hash, at],
      );
      prev = hash;
    }
    await database.pool.query('UPDATE audit_heads SET seq = 2, hash = $1', [prev]);
    expect(await verifyAuditTrail(database)).toMatchObject({ count: 2, fault: null });
    await record(2);
    expect(await verifyAuditTrail(database)).toMatchObject({ count: 4, fault: null });
  });
});

describe('the anchor beside the database', () => {
  let anchored: Database;
  let file: string;
  beforeEach(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'gantry-anchor-')), 'audit-anchor.json');
    anchored = openDatabase(database.url, testSecretKey, { anchorFile: file });
  });
  afterEach(() => anchored.close());
  const append = () => anchored.trail.append({ ...aRow, requestId: randomUUID() });

  it('misses a cut tail even when the database was put back as it was', async () => {
    await append();
    const { rows } = await database.pool.query('SELECT seq, hash, mac FROM audit_heads');
    await append();
    await append();
    expect(await verifyAuditTrail(anchored)).toMatchObject({ count: 3, fault: null });
    await unguarded('DELETE FROM audit_logs WHERE seq > 1');
    await database.pool.query('UPDATE audit_heads SET seq = $1, hash = $2, mac = $3', [
      rows[0].seq,
      rows[0].hash,
      rows[0].mac,
    ]);
    expect(await fault()).toBeNull(); // the database alone does not know
    const missing = { seq: 2n, reason: 'it is missing: the anchor file records rows up to 3' };
    expect((await verifyAuditTrail(anchored)).fault).toEqual(missing);
    expect(await checkTrailEnd({ database: anchored, log: trail.log })).toEqual(missing);
    const evidence = await readFile(file, 'utf8');
    for (let count = 0; count < 3; count++) await append();
    expect(await readFile(file, 'utf8')).toBe(evidence);
    expect((await verifyAuditTrail(anchored)).fault).toEqual({
      seq: 3n,
      reason: 'the anchor file records a different row with this number',
    });
  });

  it('is itself sealed, and private', async () => {
    await append();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"seq":"1"', '"seq":"0"'));
    expect((await verifyAuditTrail(anchored)).fault?.reason).toContain('anchor file');
    expect(await checkTrailEnd({ database: anchored, log: trail.log })).not.toBeNull();
  });
});
