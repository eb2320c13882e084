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

const name = () => crypto.randomUUID();
const dayInMs = 86_400_000;

const create = (by: Person, body: Record<string, unknown>, token?: string) =>
  by.call('POST', '/tokens', { name: name(), ...body }, token);
const statusOf = async (by: Person, body: Record<string, unknown>, token?: string) =>
  (await create(by, body, token)).status;

describe('what a key is asked to be', () => {
  it('is what reading it answers, without the secret', async () => {
    const owner = await people.stranger();
    const uuid = await people.project(owner);
    const made = await owner.key({
      name: 'CI / deploy',
      abilities: ['read-only', 'deploy'],
      scopes: ['coder:workspaces.operate', 'server:*'],
      expires_in_days: 90,
      not_before: '2026-01-02T00:00:00+01:00',
      allowed_ips: ['10.0.0.0/8', '10.1.2.3', '::ffff:192.0.2.1'],
      rate_limit: { requests: 10, window_seconds: 60 },
      allow_list: [
        { type: 'project', id: uuid },
        { type: 'server', id: '*' },
      ],
    });
    const { body } = await owner.call('GET', `/tokens/${made.id}`);
    expect(body).toMatchObject({
      name: 'CI / deploy',
      kind: 'pat',
      abilities: ['read', 'deploy'],
      scopes: ['coder:workspaces.operate', 'server:*'],
      not_before: '2026-01-01T23:00:00.000000Z',
      allowed_ips: ['10.0.0.0/8', '192.0.2.1'],
      rate_limit: { requests: 10, window_seconds: 60 },
      allow_list: [
        { type: 'project', id: uuid },
        { type: 'server', id: '*' },
      ],
      user: { id: owner.userId },
      rotated_to_id: null,
      is_current: false,
    });
    expect(new Date(body.expires_at).getTime() - clock.now().getTime()).toBe(90 * dayInMs);
    expect(JSON.stringify(body)).not.toContain(made.token.split('_')[3]);
  });

  it('is refused when it makes no sense', async () => {
    const owner = await people.stranger();
    const wrong = [
      { name: '<b>x</b>' },
      { name: 'x'.repeat(65) },
      { abilities: ['fly'] },
      { expires_in_days: 8 },
      { not_before: 'tomorrow' },
      { expires_in_days: 7, not_before: '2027-01-01T00:00:00Z' },
      { allowed_ips: ['10.0.0.0/33'] },
      { rate_limit: { requests: 0, window_seconds: 60 } },
      { allow_list: [] },
      { allow_list: [{ type: 'planet', id: '*' }] },
      { allow_list: Array.from({ length: 129 }, () => ({ type: 'server', id: '*' })) },
      { surprise: true },
    ];
    for (const body of wrong) expect([body, await statusOf(owner, body)]).toEqual([body, 422]);
  });

  it('names an unknown scope', async () => {
    expect(await create(await people.stranger(), { scopes: ['application:read', 'moon:land'] })).toEqual({
      status: 400,
      body: {
        message: 'Failed to create API key.',
        detail: 'invalid or unsupported API key scope: "moon:land"',
      },
    });
  });

  it('has a name that no live key of the person has in that organization', async () => {
    const owner = await people.stranger();
    const first = await owner.key({ name: 'one' });
    expect(await statusOf(owner, { name: 'one' })).toBe(409);
    expect(await statusOf(await people.person('admin', owner), { name: 'one' })).toBe(201);
    await owner.call('DELETE', `/tokens/${first.id}`);
    expect(await statusOf(owner, { name: 'one' })).toBe(201);
  });
});

describe('the life of a key', () => {
  it('is at most what the organization allows', async () => {
    const owner = await people.stranger();
    await owner.call('PATCH', `/organizations/${owner.organizationId}`, { max_key_days: 14 });
    expect(await statusOf(owner, { expires_in_days: 30 })).toBe(422);
    expect(await statusOf(owner, { expires_in_days: null })).toBe(422);
    expect(await statusOf(owner, { expires_in_days: 7 })).toBe(201);
    const { expires_at } = (await create(owner, {})).body;
    expect(new Date(expires_at).getTime() - clock.now().getTime()).toBe(14 * dayInMs);
  });
});

describe('the role of the person', () => {
  it('bounds what a key may hold', async () => {
    const owner = await people.stranger();
    const admin = await people.person('admin', owner);
    const member = await people.person('member', owner);
    const clerk = await people.withRole(['application:read', 'application:deploy'], owner);
    const cases: [Person, Record<string, unknown>, number][] = [
      [admin, { abilities: ['*'] }, 201],
      [member, { abilities: ['read'] }, 201],
      [member, { abilities: ['inherit'] }, 201],
      [member, { abilities: ['root'] }, 403],
      [member, { abilities: ['deploy'] }, 403],
      [member, { scopes: ['application:read'] }, 201],
      [member, { scopes: ['application:delete'] }, 403],
      [clerk, { abilities: ['inherit'] }, 201],
      [clerk, { scopes: ['application:deploy'] }, 201],
      [clerk, { scopes: ['application:delete'] }, 403],
      [clerk, { abilities: ['write'] }, 403],
    ];
    for (const [by, body, status] of cases) expect([body, await statusOf(by, body)]).toEqual([body, status]);
  });
});

describe('the organization of a key', () => {
  it('is chosen by a session among its own, never by a key', async () => {
    const person = await people.stranger();
    const other = (await person.call('POST', '/organizations', { name: 'Other' })).body;
    const made = await person.key({ abilities: ['root'], organization_id: other.no });
    const current = await person.call('GET', '/tokens/current', undefined, made.token);
    expect(current.body.organization).toMatchObject({ id: other.id, no: other.no });
    const back = { abilities: ['read'], organization_id: person.organizationId };
    expect(await statusOf(person, back, made.token)).toBe(403);
    expect(await statusOf(person, { organization_id: other.id }, made.token)).toBe(201);
    const stranger = await people.stranger();
    expect(await statusOf(person, { organization_id: stranger.organizationId })).toBe(404);
  });

  it('counts with the role there', async () => {
    const [person, owner] = [await people.stranger(), await people.stranger()];
    await people.server.database.unscoped.membership.create({
      data: { userId: person.userId, organizationId: owner.organizationId, role: 'member' },
    });
    const there = { organization_id: owner.organizationId };
    expect(await statusOf(person, { ...there, abilities: ['root'] })).toBe(403);
    expect(await statusOf(person, { ...there, abilities: ['read'] })).toBe(201);
  });
});

describe('a key made by a key', () => {
  it('has nothing that its maker lacks', async () => {
    const owner = await people.stranger();
    const { token } = await owner.key({
      abilities: ['read', 'deploy'],
      scopes: ['api_key:create', 'server:*'],
      expires_in_days: 30,
      allowed_ips: ['10.0.0.0/8'],
      rate_limit: { requests: 100, window_seconds: 60 },
      allow_list: [
        { type: 'server', id: '*' },
        { type: 'api_key', id: '*' },
      ],
    });
    const cases: [Record<string, unknown>, number][] = [
      [{}, 201],
      [{ abilities: ['read'] }, 201],
      [{ abilities: ['write'] }, 403],
      [{ abilities: ['inherit'] }, 403],
      [{ abilities: ['root'] }, 403],
      [{ scopes: ['server:validate', 'application:start'] }, 201],
      [{ scopes: ['server:*'] }, 201],
      [{ scopes: ['application:*'] }, 403],
      [{ scopes: ['*:*'] }, 403],
      [{ expires_in_days: 7 }, 201],
      [{ expires_in_days: 60 }, 403],
      [{ expires_in_days: null }, 403],
      [{ allowed_ips: ['10.2.0.0/16'] }, 201],
      [{ allowed_ips: ['192.0.2.1'] }, 403],
      [{ allowed_ips: [] }, 403],
      [{ rate_limit: { requests: 10, window_seconds: 60 } }, 201],
      [{ rate_limit: { requests: 1000, window_seconds: 60 } }, 403],
      [{ rate_limit: null }, 403],
      [{ allow_list: [{ type: 'server', id: 'aaaaaaaaaaaaaaaaaaaaaaaa' }] }, 201],
      [{ allow_list: [{ type: '*', id: '*' }] }, 403],
    ];
    for (const [body, status] of cases)
      expect([body, await statusOf(owner, body, token)]).toEqual([body, status]);
  });

  it('takes over the bounds that it does not name', async () => {
    const owner = await people.stranger();
    const bounds = {
      allowed_ips: ['10.0.0.0/8'],
      rate_limit: { requests: 100, window_seconds: 60 },
      allow_list: [{ type: 'api_key', id: '*' }],
    };
    const parent = await owner.key({ abilities: ['root'], ...bounds, expires_in_days: 7 });
    const child = await create(owner, { abilities: ['root'] }, parent.token);
    const { body } = await owner.call('GET', `/tokens/${child.body.id}`);
    expect(body).toMatchObject(bounds);
    expect(new Date(body.expires_at).getTime() - clock.now().getTime()).toBe(7 * dayInMs);
  });
});
