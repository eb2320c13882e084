import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../services/operations/manual-clock.testing';
import { openTestPeople, type Person, type TestPeople } from '../organization/testing';

let people: TestPeople;
let clock: ManualClock;
beforeAll(async () => {
  clock = new ManualClock();
  people = await openTestPeople({ clock });
});
afterAll(() => people.stop());

const current = async (by: Person, token: string) =>
  (await by.call('GET', '/tokens/current', undefined, token)).status;

describe('who sees and ends which keys', () => {
  it('owners, admins and roles with api_key:* those of all, others their own', async () => {
    const owner = await people.stranger();
    const admin = await people.person('admin', owner);
    const member = await people.person('member', owner);
    const keeper = await people.withRole(['api_key:*'], owner);
    const clerk = await people.withRole(['api_key:read', 'api_key:delete'], owner);
    const target = await owner.key({ abilities: ['read'] });
    const list = async (by: Person) => (await by.call('GET', '/tokens?all=1')).status;
    expect(await Promise.all([owner, admin, keeper, member, clerk].map(list))).toEqual([
      200, 200, 200, 403, 403,
    ]);
    const missing = await member.call('GET', '/tokens/aaaaaaaaaaaa');
    expect(missing.status).toBe(404);
    for (const by of [member, clerk, await people.stranger()]) {
      expect(await by.call('GET', `/tokens/${target.id}`)).toEqual(missing);
      expect(await by.call('PATCH', `/tokens/${target.id}`, { name: 'mine' })).toEqual(missing);
      expect(await by.call('POST', `/tokens/${target.id}/rotate`)).toEqual(missing);
      expect(await by.call('DELETE', `/tokens/${target.id}`)).toEqual(missing);
    }
    expect((await keeper.call('GET', `/tokens/${target.id}`)).status).toBe(200);
    expect((await admin.call('PATCH', `/tokens/${target.id}`, { name: 'mine' })).status).toBe(403);
    expect((await admin.call('POST', `/tokens/${target.id}/rotate`)).status).toBe(403);
    expect((await admin.call('DELETE', `/tokens/${target.id}`)).status).toBe(200);
    expect(await current(owner, target.token)).toBe(401);
  });

  it("the scope for a person's own keys reaches no others", async () => {
    const owner = await people.stranger();
    const target = await (await people.person('member', owner)).key({});
    const { token } = await owner.key({ scopes: ['coder:apikeys.manage_self'] });
    expect((await owner.call('GET', '/tokens', undefined, token)).body).toHaveLength(1);
    expect((await owner.call('GET', '/tokens?all=1', undefined, token)).status).toBe(403);
    expect((await owner.call('GET', `/tokens/${target.id}`, undefined, token)).status).toBe(404);
    expect((await owner.call('DELETE', `/tokens/${target.id}`, undefined, token)).status).toBe(404);
  });

  it('a key ends itself without any ability', async () => {
    const owner = await people.stranger();
    const { token } = await owner.key({ scopes: ['template:read'] });
    expect((await owner.call('DELETE', '/tokens/current', undefined, token)).status).toBe(200);
    expect(await current(owner, token)).toBe(401);
  });
});

describe('editing a key', () => {
  it('changes name, addresses and rate, and nothing else', async () => {
    const owner = await people.stranger();
    const { id } = await owner.key({ name: 'old', abilities: ['read'] });
    await owner.key({ name: 'taken' });
    const changes = {
      name: 'new',
      allowed_ips: ['192.0.2.0/24'],
      rate_limit: { requests: 5, window_seconds: 1 },
    };
    expect((await owner.call('PATCH', `/tokens/${id}`, changes)).body).toMatchObject(changes);
    const cleared = await owner.call('PATCH', `/tokens/${id}`, { allowed_ips: [], rate_limit: null });
    expect(cleared.body).toMatchObject({ name: 'new', allowed_ips: [], rate_limit: null });
    expect((await owner.call('PATCH', `/tokens/${id}`, { name: 'taken' })).status).toBe(409);
    expect((await owner.call('PATCH', `/tokens/${id}`, { allowed_ips: ['x'] })).status).toBe(422);
    expect((await owner.call('PATCH', `/tokens/${id}`, { abilities: ['root'] })).status).toBe(422);
  });

  it('by a key widens nothing beyond that key', async () => {
    const owner = await people.stranger();
    const bounded = { allowed_ips: ['10.0.0.0/8'], scopes: ['api_key:update', 'api_key:rotate'] };
    const editor = await owner.key({ ...bounded, abilities: ['read'] });
    const strong = await owner.key({ abilities: ['root'], allowed_ips: ['10.0.0.1'] });
    const edit = async (id: string, body: unknown) =>
      (await owner.call('PATCH', `/tokens/${id}`, body, editor.token)).status;
    expect(await edit(editor.id, { allowed_ips: [] })).toBe(403);
    expect(await edit(editor.id, { allowed_ips: ['10.0.0.0/9'] })).toBe(200);
    expect(await edit(strong.id, { name: 'renamed' })).toBe(403);
    const rotate = await owner.call('POST', `/tokens/${strong.id}/rotate`, {}, editor.token);
    expect(rotate.status).toBe(403);
    expect((await owner.call('POST', `/tokens/${editor.id}/rotate`, {}, editor.token)).status).toBe(201);
  });
});

describe('rotating a key', () => {
  it('answers a new secret for the same grants, and ends the old one at once', async () => {
    const owner = await people.stranger();
    const old = await owner.key({
      name: 'CI',
      abilities: ['read'],
      scopes: ['server:validate'],
      allowed_ips: ['10.0.0.0/8'],
      rate_limit: { requests: 50, window_seconds: 60 },
    });
    const before = (await owner.call('GET', `/tokens/${old.id}`)).body;
    const { status, body } = await owner.call('POST', `/tokens/${old.id}/rotate`);
    expect(status).toBe(201);
    expect(body.token).not.toBe(old.token);
    expect(await current(owner, old.token)).toBe(401);
    expect(await current(owner, body.token)).toBe(200);
    const after = (await owner.call('GET', `/tokens/${body.id}`)).body;
    const same = ['name', 'abilities', 'scopes', 'allowed_ips', 'rate_limit', 'allow_list', 'expires_at'];
    for (const member of same) expect(after[member]).toEqual(before[member]);
    expect((await owner.call('GET', '/tokens')).body).toHaveLength(1);
  });

  it('lets the old one work for its grace, which says when it ends', async () => {
    const owner = await people.stranger();
    const old = await owner.key({ name: 'CI' });
    const path = `/tokens/${old.id}/rotate`;
    const { body } = await owner.call('POST', path, { grace_seconds: 3600 });
    const listed = await owner.call('GET', `/tokens/${old.id}`);
    expect(listed.body.rotated_to_id).toBe(body.id);
    expect(new Date(listed.body.grace_until).getTime() - clock.now().getTime()).toBe(3_600_000);
    const answer = await people.server.fetch('GET', '/api/v1/tokens/current', { token: old.token });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('deprecation')).toBe('true');
    expect(answer.headers.get('sunset')).toBe(new Date(listed.body.grace_until).toUTCString());
    expect((await owner.call('POST', path)).status).toBe(409);
    clock.advance(3_600_000);
    expect(await current(owner, old.token)).toBe(401);
    expect(await current(owner, body.token)).toBe(200);
    expect((await owner.call('GET', `/tokens/${old.id}`)).status).toBe(404);
  });

  it('happens once, and not after the end', async () => {
    const owner = await people.stranger();
    const { id } = await owner.key({});
    const path = `/tokens/${id}/rotate`;
    const racing = await Promise.all([1, 2, 3].map(() => owner.call('POST', path)));
    expect(racing.filter(({ status }) => status === 201)).toHaveLength(1);
    const ended = await owner.key({});
    await people.server.database.unscoped.apiKey.update({
      where: { id: ended.id },
      data: { expiresAt: clock.now() },
    });
    expect((await owner.call('POST', `/tokens/${ended.id}/rotate`)).status).toBe(409);
    expect((await owner.call('POST', path, { grace_seconds: 604_801 })).status).toBe(422);
  });
});

it('a key learns what it is, in full', async () => {
  const owner = await people.stranger();
  const made = await owner.key({
    scopes: ['application:read'],
    rate_limit: { requests: 9, window_seconds: 60 },
  });
  const { body } = await owner.call('GET', '/tokens/current', undefined, made.token);
  expect(body).toMatchObject({
    id: made.id,
    user: { id: owner.userId, email: owner.email },
    organization: { id: owner.organizationId },
    abilities: [],
    scopes: ['application:read'],
    effective_scopes: ['application:read'],
    can_read_sensitive: false,
    rate_limit: { limit: 9, remaining: 8, reset: expect.any(Number) },
    grace_until: null,
  });
  expect(JSON.stringify(body)).not.toMatch(/hash|hint|secret/);
});
