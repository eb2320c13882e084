import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../../api/testing';
import { ManualClock } from '../operations/manual-clock.testing';
import { insertKey } from './insert';
import { sweepKeys } from './sweep';

const dayInMs = 86_400_000;

let api: TestApi;
let clock: ManualClock;
beforeAll(async () => {
  api = await openTestApi();
  await api.addOrganization();
});
afterAll(() => api.close());
beforeEach(async () => {
  clock = new ManualClock();
  api.jobs.length = 0;
  await api.database.unscoped.apiKey.deleteMany({});
});

async function key(days: number | null): Promise<string> {
  const { userId, organizationId } = await api.database.unscoped.membership.findFirstOrThrow();
  const expiresAt = days === null ? null : new Date(clock.now().getTime() + days * dayInMs);
  const made = await insertKey(
    { db: api.database.unscoped },
    {
      userId,
      organizationId,
      createdByKeyId: null,
      name: crypto.randomUUID(),
      abilities: ['read'],
      expiresAt,
      createdAt: clock.now(),
    },
  );
  return made.id;
}

/** Count the mails written after this many days. */
async function mailsAfter(days: number): Promise<number> {
  clock.advance(days * dayInMs);
  api.jobs.length = 0;
  const services = { ...api.services, clock };
  await Promise.all([sweepKeys(services), sweepKeys(services)]);
  await sweepKeys(services);
  expect(api.jobs.every(({ name }) => name === 'mail.send')).toBe(true);
  return api.jobs.length;
}

it('warns seven days and one day before the end, once each, however many sweep', async () => {
  await key(30);
  await key(null);
  expect(await mailsAfter(22.9)).toBe(0);
  expect(await mailsAfter(0.2)).toBe(1);
  expect(await mailsAfter(5)).toBe(0);
  expect(await mailsAfter(1)).toBe(1);
  expect(await mailsAfter(0.5)).toBe(0);
});

it('does not warn a user who has just made a key for a week that it ends in a week', async () => {
  await key(7);
  expect(await mailsAfter(0)).toBe(0);
  expect(await mailsAfter(6)).toBe(1);
});

it('sends the last notice alone when the first was missed', async () => {
  await key(30);
  expect(await mailsAfter(29.5)).toBe(1);
});

it('leaves people alone who are no members, and keys that were revoked or replaced', async () => {
  const { unscoped: db } = api.database;
  const [revoked, replaced] = [await key(30), await key(30)];
  await db.apiKey.update({ where: { id: revoked }, data: { revokedAt: clock.now() } });
  await db.apiKey.update({ where: { id: replaced }, data: { rotatedToId: revoked } });
  expect(await mailsAfter(25)).toBe(0);
  await key(30);
  const membership = await db.membership.findFirstOrThrow();
  await db.membership.deleteMany({});
  expect(await mailsAfter(25)).toBe(0);
  await db.membership.create({ data: membership });
  expect(await mailsAfter(0)).toBe(1);
});

it('tries again when the mail could not be written', async () => {
  await key(8);
  clock.advance(2 * dayInMs);
  const broken = { enqueue: () => Promise.reject(new Error('queue is down')) };
  await expect(sweepKeys({ ...api.services, clock, queue: broken })).rejects.toThrow('queue is down');
  expect(await mailsAfter(0)).toBe(1);
});

it('forgets keys thirty days after their end', async () => {
  const { unscoped: db } = api.database;
  await key(7);
  const revoked = await key(null);
  await db.apiKey.update({ where: { id: revoked }, data: { revokedAt: clock.now() } });
  await key(null);
  await mailsAfter(29);
  expect(await db.apiKey.count()).toBe(3);
  await mailsAfter(1);
  expect(await db.apiKey.count()).toBe(2);
  await mailsAfter(7);
  expect(await db.apiKey.count()).toBe(1);
});
