import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matrixRow } from '../../domain/permission/role-matrix';
import { everyPermission } from '../../domain/permission/vocabulary';
import { openTestPeople, type Person, type TestPeople } from '../organization/testing';

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.stop());

const pathOf = (of: Person, userId = '') =>
  `/organizations/${of.organizationId}/members${userId && `/${userId}`}`;

describe('the list of members', () => {
  it('says who may do what, and no secret of theirs', async () => {
    const owner = await people.stranger();
    const member = await people.person('member', owner);
    const { body } = await member.call('GET', pathOf(owner));
    expect(body).toHaveLength(2);
    expect(body[1]).toEqual({
      user_id: member.userId,
      no: expect.any(Number),
      email: member.email,
      username: expect.any(String),
      name: 'Someone',
      role: 'member',
      custom_role_id: null,
      custom_role_name: null,
      is_limited: false,
      grants: [],
      joined_at: expect.any(String),
      two_factor_enabled: false,
    });
  });

  it('of another organization is not there', async () => {
    const [owner, other] = [await people.stranger(), await people.stranger()];
    const missing = await owner.call('GET', `/organizations/${crypto.randomUUID()}/members`);
    expect(await owner.call('GET', pathOf(other))).toEqual(missing);
    const member = await people.person('member', other);
    const mine = pathOf(owner, crypto.randomUUID());
    const foreign = pathOf(owner, member.userId);
    expect(await owner.call('PATCH', foreign, { role: 'admin' })).toEqual(
      await owner.call('PATCH', mine, { role: 'admin' }),
    );
    expect((await owner.call('DELETE', foreign)).status).toBe(404);
    expect((await owner.call('DELETE', pathOf(owner, 'x'))).status).toBe(404);
  });
});

describe('changing a role', () => {
  /** Caller → status of giving a plain member a role. */
  const cases = [
    ['owner', { owner: 200, admin: 200, member: 200 }],
    ['admin', { owner: 403, admin: 200, member: 200 }],
    ['member', { owner: 403, admin: 403, member: 403 }],
  ] as const;
  for (const [caller, outcomes] of cases)
    for (const [role, status] of Object.entries(outcomes))
      it(`${caller} → ${role}: ${status}`, async () => {
        const owner = await people.stranger();
        const by = await people.person(caller, owner);
        const target = await people.person('member', owner);
        expect((await by.call('PATCH', pathOf(owner, target.userId), { role })).status).toBe(status);
      });

  it('keeps admins away from owners', async () => {
    const owner = await people.stranger();
    const admin = await people.person('admin', owner);
    expect((await admin.call('PATCH', pathOf(owner, owner.userId), { role: 'member' })).status).toBe(403);
    expect((await admin.call('DELETE', pathOf(owner, owner.userId))).status).toBe(403);
  });

  it('works on the next request of the person and of their keys', async () => {
    const owner = await people.stranger();
    const admin = await people.person('admin', owner);
    const { token } = await admin.key({ abilities: ['inherit'] });
    expect((await admin.call('GET', '/roles', undefined, token)).status).toBe(200);
    await owner.call('PATCH', pathOf(owner, admin.userId), { role: 'member' });
    expect((await admin.call('GET', '/roles')).status).toBe(403);
    expect((await admin.call('GET', '/roles', undefined, token)).status).toBe(403);
  });

  it('to a custom role needs one of this organization', async () => {
    const [owner, other] = [await people.stranger(), await people.stranger()];
    const target = await people.person('member', owner);
    const roleOf = async (by: Person) =>
      (await by.call('POST', '/roles', { name: 'R', permissions: ['project:read'] })).body.id;
    const path = pathOf(owner, target.userId);
    const foreign = { role: 'custom', custom_role_id: await roleOf(other) };
    expect((await owner.call('PATCH', path, foreign)).status).toBe(422);
    expect((await owner.call('PATCH', path, { role: 'custom' })).status).toBe(422);
    const id = await roleOf(owner);
    const changed = await owner.call('PATCH', path, { role: 'custom', custom_role_id: id });
    expect(changed.body).toMatchObject({ role: 'custom', custom_role_id: id, custom_role_name: 'R' });
    const back = await owner.call('PATCH', path, { role: 'member' });
    expect(back.body).toMatchObject({ role: 'member', custom_role_id: null });
  });

  it('by a custom role stays within what it lists', async () => {
    const owner = await people.stranger();
    const listed = ['organization_member:read', 'organization_member:update', 'project:read'];
    const clerk = await people.withRole(listed, owner);
    const less = await people.withRole(['project:read'], owner);
    const more = await people.withRole(['project:delete'], owner);
    const role = async (of: Person) =>
      (await owner.call('GET', pathOf(owner))).body.find(
        ({ user_id }: { user_id: string }) => user_id === of.userId,
      ).custom_role_id;
    const give = async (to: Person, from: Person) =>
      (await clerk.call('PATCH', pathOf(owner, to.userId), { custom_role_id: await role(from) })).status;
    expect(await give(less, less)).toBe(200);
    expect(await give(less, more)).toBe(403);
    expect(await give(more, less)).toBe(403);
    expect((await clerk.call('PATCH', pathOf(owner, less.userId), { role: 'admin' })).status).toBe(403);
  });

  it('by a key gives no one more than the key may do itself', async () => {
    const owner = await people.stranger();
    const target = await people.person('member', owner);
    const { token } = await owner.key({ scopes: ['organization_member:update', 'project:read'] });
    const set = async (body: unknown) =>
      (await owner.call('PATCH', pathOf(owner, target.userId), body, token)).status;
    expect(await set({ role: 'admin' })).toBe(403);
    const small = await owner.call('POST', '/roles', { name: 'small', permissions: ['project:read'] });
    expect(await set({ role: 'custom', custom_role_id: small.body.id })).toBe(200);
    expect(await set({ role: 'member' })).toBe(200);
  });
});

describe('the last owner', () => {
  it('can be neither demoted nor removed, and cannot leave', async () => {
    const owner = await people.stranger();
    const path = pathOf(owner, owner.userId);
    expect((await owner.call('PATCH', path, { role: 'admin' })).status).toBe(409);
    expect((await owner.call('DELETE', path)).status).toBe(409);
    expect((await owner.call('DELETE', pathOf(owner, 'me'))).status).toBe(409);
  });

  it('remains when the last two demote each other at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const first = await people.stranger();
      const second = await people.person('owner', first);
      const answers = await Promise.all([
        first.call('PATCH', pathOf(first, second.userId), { role: 'member' }),
        second.call('PATCH', pathOf(first, first.userId), { role: 'member' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
      const { unscoped: db } = people.server.database;
      const owners = { organizationId: first.organizationId, role: 'owner' } as const;
      expect(await db.membership.count({ where: owners })).toBe(1);
    }
  });

  it('remains when the last two leave at the same time', async () => {
    const first = await people.stranger();
    const second = await people.person('owner', first);
    const answers = await Promise.all([
      first.call('DELETE', pathOf(first, 'me')),
      second.call('DELETE', pathOf(first, 'me')),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('removing a member', () => {
  it('ends their keys of that organization and what they offered, and no more', async () => {
    const [owner, other] = [await people.stranger(), await people.stranger()];
    const admin = await people.person('admin', owner);
    const { unscoped: db } = people.server.database;
    await db.membership.create({
      data: { userId: admin.userId, organizationId: other.organizationId, role: 'member' },
    });
    const { token } = await admin.key({ abilities: ['read'] });
    const elsewhere = await admin.key({ abilities: ['read'], organization_id: other.organizationId });
    const invited = await admin.call('POST', `/organizations/${owner.organizationId}/invitations`, {
      email: 'someone@example.com',
      role: 'member',
    });
    expect((await owner.call('DELETE', pathOf(owner, admin.userId))).status).toBe(200);
    const own = '/tokens/current';
    expect(await admin.call('GET', own, undefined, token)).toMatchObject({
      status: 401,
      body: { message: 'Invalid token.' },
    });
    expect((await admin.call('GET', own, undefined, elsewhere.token)).status).toBe(200);
    expect((await admin.call('GET', '/sessions/current')).body.organization.id).toBe(other.organizationId);
    expect((await owner.call('GET', `/invitations/${invited.body.token}`)).status).toBe(404);
  });

  it('is not for members, nor for a key without the scope; leaving is for every member', async () => {
    const owner = await people.stranger();
    const [member, target] = [await people.person('member', owner), await people.person('member', owner)];
    expect((await member.call('DELETE', pathOf(owner, target.userId))).status).toBe(403);
    const { token } = await owner.key({ abilities: ['read', 'write'] });
    expect((await owner.call('DELETE', pathOf(owner, target.userId), undefined, token)).status).toBe(403);
    expect((await member.call('DELETE', pathOf(owner, 'me'))).status).toBe(200);
    expect((await member.call('GET', '/sessions/current')).status).toBe(401);
  });
});

describe('project grants', () => {
  it('are given in projects of this organization, by who holds them, to members', async () => {
    const [owner, other] = [await people.stranger(), await people.stranger()];
    const member = await people.person('member', owner);
    const path = pathOf(owner, member.userId);
    const uuid = await people.project(owner);
    const grants = [{ project_uuid: uuid, abilities: ['deploy', 'read-only'] }];
    const { body } = await owner.call('PATCH', path, { is_limited: true, grants });
    expect(body).toMatchObject({
      is_limited: true,
      grants: [{ project_uuid: uuid, abilities: ['deploy', 'read'] }],
    });
    const set = async (wrong: unknown) => (await owner.call('PATCH', path, wrong)).status;
    expect(await set({ grants: [{ project_uuid: await people.project(other), abilities: ['read'] }] })).toBe(
      422,
    );
    expect(await set({ grants: [...grants, ...grants] })).toBe(422);
    expect(await set({ grants: [{ project_uuid: uuid, abilities: ['root'] }] })).toBe(422);
    expect(await set({ role: 'admin', grants })).toBe(422);
    expect(await set({ role: 'admin' })).toBe(200);
    expect((await owner.call('GET', pathOf(owner))).body[1]).toMatchObject({ grants: [], is_limited: false });
  });

  it('are not for a role that is confined to one project itself', async () => {
    const owner = await people.stranger();
    const uuid = await people.project(owner);
    const all = everyPermission.filter((permission) => matrixRow(permission).custom !== 'no');
    const [confined, free] = [await people.withRole(all, owner, [uuid]), await people.withRole(all, owner)];
    const target = await people.person('member', owner);
    const give = async (by: Person) => {
      const grants = [{ project_uuid: uuid, abilities: ['deploy'] }];
      return (await by.call('PATCH', pathOf(owner, target.userId), { grants })).status;
    };
    expect(await give(confined)).toBe(403);
    expect(await give(free)).toBe(200);
  });
});
