import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../services/operations/manual-clock.testing';
import { openTestPeople, type Person, type TestPeople } from '../organization/testing';

const MINUTE_MS = 60_000;

let people: TestPeople;
let clock: ManualClock;
beforeAll(async () => {
  clock = new ManualClock();
  people = await openTestPeople({ clock });
});
afterAll(() => people.stop());

const anonymous = (method: string, path: string, body?: unknown) =>
  people.owner.call(method, path, body, null);
const begin = async () => (await anonymous('POST', '/device-logins', { name: 'ada@laptop' })).body;
const statusOf = async (id: string) => (await anonymous('GET', `/device-logins/${id}`)).body.status;
const collect = (id: string, device_code: string) =>
  anonymous('POST', `/device-logins/${id}/token`, { device_code });
const decide = (by: Person, code: string, what: 'approve' | 'deny', body: object = {}, token?: string) =>
  by.call('POST', `/device-logins/codes/${code}/${what}`, body, token);

describe('the sign-in of a command line', () => {
  it('gives a token of the user who confirmed the code, once', async () => {
    const owner = await people.stranger();
    const begun = await begin();
    expect(begun).toEqual({
      id: expect.any(String),
      device_code: expect.stringMatching(/^gnt_dev_[0-9A-Za-z]{43}$/),
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
      verification_url: `${people.server.url}/device`,
      verification_url_complete: `${people.server.url}/device?code=${begun.user_code}`,
      expires_at: expect.any(String),
      interval_seconds: 3,
    });
    const { unscoped: db } = people.server.database;
    const kept = JSON.stringify(await db.deviceLogin.findMany());
    expect(kept).not.toContain(begun.device_code);
    expect(kept).not.toContain(begun.user_code);
    expect([await statusOf(begun.id), (await collect(begun.id, begun.device_code)).status]).toEqual([
      'pending',
      409,
    ]);

    const typed = begun.user_code.toLowerCase().replace('-', ' ');
    const shown = await owner.call('GET', `/device-logins/codes/${encodeURIComponent(typed)}`);
    expect(shown).toMatchObject({ status: 200, body: { name: 'ada@laptop', ip: expect.any(String) } });
    expect((await decide(owner, begun.user_code, 'approve')).status).toBe(200);
    expect(await statusOf(begun.id)).toBe('approved');
    expect((await collect(begun.id, `gnt_dev_${'a'.repeat(43)}`)).status).toBe(404);
    const tries = await Promise.all([1, 2, 3].map(() => collect(begun.id, begun.device_code)));
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    const token = tries.find(({ status }) => status === 201)?.body.token;
    const current = await owner.call('GET', '/tokens/current', undefined, token);
    expect(current.body).toMatchObject({
      name: `ada@laptop ${begun.id.slice(0, 8)}`,
      abilities: ['inherit'],
      user: { id: owner.userId },
      organization: { id: owner.organizationId },
    });
    expect(new Date(current.body.expires_at).getTime() - clock.now().getTime()).toBe(30 * 86_400_000);
    expect(await statusOf(begun.id)).toBe('collected');
    const rows = await db.auditLog.findMany({
      where: { action: { startsWith: 'deviceLogin.' }, outcome: 'success' },
      orderBy: { seq: 'asc' },
    });
    expect(rows.map(({ action, actorUserId }) => [action, actorUserId])).toEqual([
      ['deviceLogin.begin', null],
      ['deviceLogin.approve', owner.userId],
      ['deviceLogin.collect', owner.userId],
    ]);
  });

  it('gives nothing when it was refused, or after ten minutes', async () => {
    const owner = await people.stranger();
    const [refused, late, slow] = [await begin(), await begin(), await begin()];
    expect((await decide(owner, refused.user_code, 'deny')).status).toBe(200);
    expect((await decide(owner, refused.user_code, 'approve')).status).toBe(404);
    expect((await decide(owner, slow.user_code, 'approve')).status).toBe(200);
    clock.advance(10 * MINUTE_MS);
    expect((await decide(owner, late.user_code, 'approve')).status).toBe(404);
    const all = [refused, late, slow];
    expect(await Promise.all(all.map(({ id }) => statusOf(id)))).toEqual(['denied', 'expired', 'expired']);
    for (const each of all) expect((await collect(each.id, each.device_code)).status).toBe(404);
  });

  it('is confirmed by one of two, in a session, within the role', async () => {
    const owner = await people.stranger();
    const member = await people.person('member', owner);
    const { user_code: code } = await begin();
    const { token } = await owner.key({ abilities: ['root'] });
    expect((await decide(owner, code, 'approve', {}, token)).status).toBe(403);
    expect((await decide(owner, code, 'deny', {}, token)).status).toBe(403);
    expect((await decide(member, code, 'approve', { abilities: ['root'] })).status).toBe(403);
    const both = await Promise.all([owner, member].map((by) => decide(by, code, 'approve')));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect((await owner.call('GET', `/device-logins/codes/${code}`, undefined, null)).status).toBe(401);
  });
});
