import { randomUUID } from 'node:crypto';
import type { RequestInfo } from '../../auth/context';
import type { Database } from '../../db/database';
import type { AuditRecord } from '../../db/queries/audit-chain';
import { createTestDatabase } from '../../db/testing';
import { createLogger } from '../../lib/log';
import { recordAudit } from './record';
import { verifyAuditTrail } from './verify';

/** For integration tests only: when the time of a trail begins. */
export const start = new Date('2026-03-01T12:00:00Z');

export const aRow: AuditRecord = {
  at: start,
  organizationId: null,
  actorUserId: null,
  via: 'none',
  keyId: null,
  sessionId: null,
  ip: null,
  userAgent: null,
  requestId: 'r',
  action: 'project.update',
  targetType: null,
  targetUuid: null,
  outcome: 'success',
  status: 200,
  detail: null,
  diff: null,
  command: null,
};

/** An audit trail in a database of its own, whose time stands still. */
export class TrailTest {
  now = start;
  readonly log = createLogger('silent');
  readonly clock = {
    now: () => this.now,
    monotonicMs: () => this.now.getTime(),
    sleep: async () => undefined,
  };

  private constructor(readonly database: Database) {}

  static async open(): Promise<TrailTest> {
    return new TrailTest(await createTestDatabase());
  }

  /** Make the trail what it was in the beginning. */
  async reset(): Promise<void> {
    this.now = start;
    await this.unguarded('DELETE FROM audit_logs; DELETE FROM audit_checkpoints');
    await this.database.pool.query("UPDATE audit_heads SET seq = 0, hash = '', mac = ''");
  }

  record(count: number): Promise<unknown> {
    const request: RequestInfo = {
      requestId: randomUUID(),
      ip: '::1',
      userAgent: 'a "test" \u{1f980}',
      surface: 'v1',
    };
    const diff = { name: { from: 'b', to: 1.5 }, a: { to: ['x', null, true], from: 1e21 } };
    return Promise.all(
      Array.from({ length: count }, () =>
        recordAudit(this, request, null, {
          action: 'project.update',
          targetType: 'project',
          diff,
          error: null,
        }),
      ),
    );
  }

  /** Run statements as a database owner could: with the trigger off. */
  async unguarded(statements: string): Promise<void> {
    const off = 'ALTER TABLE audit_logs DISABLE TRIGGER USER';
    await this.database.pool.query(
      `BEGIN; ${off}; ${statements}; ALTER TABLE audit_logs ENABLE TRIGGER USER; COMMIT`,
    );
  }

  /** What verification finds: the number of a row, and why. */
  async fault(): Promise<[number, string] | null> {
    const verdict = await verifyAuditTrail(this.database);
    return verdict.fault && [Number(verdict.fault.seq), verdict.fault.reason];
  }
}
