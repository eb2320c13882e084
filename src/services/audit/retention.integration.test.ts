import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database';
import { keepAuditTrail } from './retention';
import { start, TrailTest } from './trail.testing';
import { verifyAuditTrail } from './verify';

const dayMs = 86_400_000;

let trail: TrailTest;
let database: Database;
beforeAll(async () => {
  trail = await TrailTest.open();
  ({ database } = trail);
});
afterAll(() => database.close());
beforeEach(() => trail.reset());

describe('retention', () => {
  async function threeDays(): Promise<void> {
    for (const day of [0, 1, 2]) {
      trail.now = new Date(start.getTime() + day * dayMs);
      await trail.record(3);
    }
  }

  it('cuts the trail where rows are old enough, says so in it, and it stays sound', async () => {
    await threeDays();
    await keepAuditTrail(trail, 2);
    expect(await verifyAuditTrail(database)).toMatchObject({ count: 9, fault: null });
    trail.now = new Date(start.getTime() + 2 * dayMs + 1);
    await keepAuditTrail(trail, 1);
    const { rows } = await database.pool.query(
      'SELECT min(seq)::int AS first, max(seq)::int AS last FROM audit_logs',
    );
    expect(rows).toEqual([{ first: 7, last: 10 }]);
    expect(await verifyAuditTrail(database)).toMatchObject({ count: 4, fault: null });
    expect(await database.unscoped.auditCheckpoint.findMany()).toMatchObject([{ seq: 6n }]);
    await expect(database.pool.query('DELETE FROM audit_logs')).rejects.toThrow('append-only');
  });

  it('can be followed by another cut', async () => {
    await threeDays();
    for (const day of [2, 3]) {
      trail.now = new Date(start.getTime() + day * dayMs + 1);
      await keepAuditTrail(trail, 1);
    }
    expect(await verifyAuditTrail(database)).toMatchObject({ fault: null, head: { seq: 11n } });
  });

  it('does not cover for another user who cuts it', async () => {
    await threeDays();
    await trail.unguarded(
      `INSERT INTO audit_checkpoints (seq, hash) SELECT seq, hash FROM audit_logs WHERE seq = 4;
       DELETE FROM audit_logs WHERE seq <= 4`,
    );
    expect(await trail.fault()).toEqual([4, 'the trail was cut after it without a row recording the cut']);
  });

  it('leaves nothing before the cut', async () => {
    await threeDays();
    trail.now = new Date(start.getTime() + 2 * dayMs + 1);
    await keepAuditTrail(trail, 1);
    await trail.unguarded(
      `INSERT INTO audit_logs SELECT (jsonb_populate_record(a, '{"seq": 2}')).* FROM audit_logs a WHERE seq = 7`,
    );
    expect(await trail.fault()).toEqual([2, 'the trail was cut after this row, but the row still exists']);
  });
});
