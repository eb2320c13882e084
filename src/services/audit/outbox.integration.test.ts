import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../db/database';
import { createTestDatabase } from '../../db/testing';
import { AuditNotes } from '../../domain/audit-notes';
import { createLogger } from '../../lib/log';
import { drainAuditOutbox, intendCall, withdrawIntent } from './intent';
import { recordAudit } from './record';
import { verifyAuditTrail } from './verify';

const log = createLogger('silent');
const clock = {
  now: () => new Date('2026-03-01T12:00:00Z'),
  monotonicMs: () => 0,
  sleep: async () => undefined,
};
let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const newRequest = () => ({
  requestId: randomUUID(),
  ip: '::1',
  userAgent: null,
  surface: 'v1' as const,
  notes: new AuditNotes(),
});
let request: ReturnType<typeof newRequest>;
beforeEach(async () => {
  request = newRequest();
  await database.pool.query('DELETE FROM audit_outbox');
});

const entry = { action: 'server.delete', targetType: 'server', targetUuid: 'abc', error: null };
const tools = () => ({ database, clock, log });
const rows = () => database.unscoped.auditLog.findMany({ where: { requestId: request.requestId } });
const waiting = () => database.unscoped.auditOutbox.count();

it('a call that ended with its process is in the trail, as interrupted', async () => {
  await intendCall(tools(), request, null, entry);
  await drainAuditOutbox(tools());
  expect(await rows()).toEqual([]); // it may still be running
  await database.pool.query("UPDATE audit_outbox SET created_at = now() - interval '3 minutes'");
  await drainAuditOutbox(tools());
  expect(await rows()).toMatchObject([
    {
      action: 'server.delete',
      targetUuid: 'abc',
      outcome: 'failed',
      status: 500,
      detail: { interrupted: true },
    },
  ]);
  expect(await waiting()).toBe(0);
  expect((await verifyAuditTrail(database)).fault).toBeNull();
});

it('a call that ends has one row, and one that has none of its own leaves nothing', async () => {
  await intendCall(tools(), request, null, entry);
  await recordAudit(tools(), request, null, entry);
  expect(await rows()).toMatchObject([{ outcome: 'success' }]);
  await intendCall(tools(), request, null, entry);
  await withdrawIntent(tools(), request);
  expect([await waiting(), (await rows()).length]).toEqual([0, 1]);
});

it('a row waits when another process holds the trail, and holds up no one', async () => {
  const holder = await database.pool.connect();
  await holder.query('BEGIN; SELECT * FROM audit_heads FOR UPDATE');
  await intendCall(tools(), request, null, entry);
  await recordAudit(tools(), request, null, entry); // ended by the lock timeout
  expect([await waiting(), (await rows()).length]).toEqual([1, 0]);
  await holder.query('ROLLBACK');
  holder.release();
  await drainAuditOutbox(tools());
  expect(await rows()).toMatchObject([{ outcome: 'success', action: 'server.delete' }]);
  expect(await waiting()).toBe(0);
});
