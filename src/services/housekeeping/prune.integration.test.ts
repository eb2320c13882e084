import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../../api/testing';
import { pruneExpired } from './prune';

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const hour = 3_600_000;
const day = 24 * hour;

it('removes what is over, and nothing that may still be asked for', async () => {
  const { unscoped: db } = test.database;
  const now = new Date('2026-11-22T12:00:00Z');
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const user = await db.user.create({ data: { email: 'a@example.com', username: 'a', name: 'A' } });
  const session = (id: string, expiresAt: Date, revokedAt: Date | null) => ({
    id,
    tokenHash: id,
    hint: '',
    userId: user.id,
    expiresAt,
    absoluteExpiresAt: expiresAt,
    revokedAt,
  });
  await db.session.createMany({
    data: [
      session('live', ago(-day), null),
      session('over', ago(day), null),
      session('over long ago', ago(31 * day), null),
      session('revoked', ago(-day), ago(day)),
      session('revoked long ago', ago(-day), ago(31 * day)),
    ],
  });
  const throttle = (accountHash: string, lastFailedAt: Date, blockedUntil: Date | null) => ({
    accountHash,
    lastFailedAt,
    blockedUntil,
    failures: 5,
  });
  await db.loginThrottle.createMany({
    data: [throttle('old', ago(2 * day), null), throttle('recent', ago(hour), ago(hour))],
  });
  await db.streamTicket.createMany({
    data: [
      { hash: 'old', sessionId: 'live', expiresAt: ago(1) },
      { hash: 'fresh', sessionId: 'live', expiresAt: ago(-1) },
    ],
  });
  await db.providerSignIn.createMany({
    data: [
      { stateHash: 'old', provider: 'oidc', expiresAt: ago(1) },
      { stateHash: 'fresh', provider: 'oidc', expiresAt: ago(-1) },
    ],
  });
  const { id: organizationId } = await test.addOrganization();
  const key = (id: string, expiresAt: Date) => ({
    id,
    organizationId,
    requestHash: '',
    attempt: randomUUID(),
    runningUntil: expiresAt,
    expiresAt,
  });
  await db.idempotencyKey.createMany({ data: [key('old', ago(1)), key('fresh', ago(-1))] });
  await db.user.update({ where: { id: user.id }, data: { passcodeHash: 'x', passcodeExpiresAt: ago(1) } });

  await pruneExpired({ ...test.services, clock: { ...test.services.clock, now: () => now } });

  const sessions = await db.session.findMany({ orderBy: { id: 'asc' } });
  expect(sessions.map(({ id }) => id)).toEqual(['live', 'over', 'revoked']);
  expect((await db.loginThrottle.findMany()).map((row) => row.accountHash)).toEqual(['recent']);
  expect((await db.streamTicket.findMany()).map((row) => row.hash)).toEqual(['fresh']);
  expect((await db.providerSignIn.findMany()).map((row) => row.stateHash)).toEqual(['fresh']);
  expect((await db.idempotencyKey.findMany()).map((row) => row.id)).toEqual(['fresh']);
  expect(await db.user.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({ passcodeHash: null });
});
