import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPeople, type Person, type TestPeople } from './testing';

let people: TestPeople;
let owner: Person;
beforeAll(async () => {
  people = await openTestPeople();
  owner = people.owner;
});
afterAll(() => people.stop());

async function createdBy(person: Person, name: string) {
  const { body } = await person.call('POST', '/organizations', { name });
  await person.call('POST', `/organizations/${body.id}/activate`);
  return body;
}

describe('creating an organization', () => {
  it('gives it a number and an ASCII slug, and its creator as owner', async () => {
    const member = await people.person('member');
    const { status, body } = await member.call('POST', '/organizations', { name: 'Zoë & Söhne' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      no: expect.any(Number),
      slug: 'zoe-sohne',
      name: 'Zoë & Söhne',
    });
    const listed = await member.call('GET', '/organizations');
    expect(listed.body).toMatchObject([
      { no: 0, role: 'member', is_current: true },
      { id: body.id, role: 'owner', is_current: false, members_count: 1 },
    ]);
  });

  it('gives ten racing calls ten numbers and slugs', async () => {
    const { token } = await owner.key({ abilities: ['root'] });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => owner.call('POST', '/organizations', { name: 'Race' }, token)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ body }) => body.no)).size).toBe(10);
    expect(new Set(answers.map(({ body }) => body.slug)).size).toBe(10);
  });

  it('refuses markup in names, and a key without the scope', async () => {
    const bad = await owner.call('POST', '/organizations', { name: '<script>alert(1)</script>' });
    expect(bad).toMatchObject({ status: 422, body: { errors: { name: [expect.any(String)] } } });
    const { token } = await owner.key({ abilities: ['read', 'write'] });
    expect((await owner.call('POST', '/organizations', { name: 'No' }, token)).status).toBe(403);
  });
});

describe('naming an organization', () => {
  it('answers by uuid and by number, and alike for what is foreign, missing or malformed', async () => {
    const stranger = await people.stranger();
    const { no } = (await stranger.call('GET', `/organizations/${stranger.organizationId}`)).body;
    expect((await stranger.call('GET', `/organizations/${no}`)).body.id).toBe(stranger.organizationId);
    const missing = await owner.call('GET', `/organizations/${crypto.randomUUID()}`);
    expect(missing.status).toBe(404);
    for (const id of [stranger.organizationId, String(no), 'x', '%00', '99999999999'])
      expect(await owner.call('GET', `/organizations/${id}`)).toEqual(missing);
  });

  it('shows a key its own organization alone', async () => {
    const person = await people.stranger();
    const { token } = await person.key({ abilities: ['root'] });
    const other = await createdBy(person, 'Other');
    expect((await person.call('GET', '/organizations', undefined, token)).body).toHaveLength(1);
    expect((await person.call('GET', `/organizations/${other.id}`, undefined, token)).status).toBe(404);
    expect((await person.call('GET', `/organizations/${other.id}`)).status).toBe(200);
  });
});

describe('the active organization', () => {
  it('changes for the session on its next request', async () => {
    const person = await people.stranger();
    const other = await createdBy(person, 'Second');
    expect((await person.call('GET', '/sessions/current')).body.organization.id).toBe(other.id);
    await person.call('POST', `/organizations/${person.organizationId}/activate`);
    expect((await person.call('GET', '/sessions/current')).body.organization.id).toBe(person.organizationId);
  });

  it('is in the trail of the one that was entered', async () => {
    const person = await people.stranger();
    const other = await createdBy(person, 'Entered');
    const rows = (await person.call('GET', '/audit-logs?action=organization.setActive')).body.items;
    expect(rows).toMatchObject([{ target_uuid: other.id, target_name: 'Entered', outcome: 'success' }]);
  });

  it('is not for keys, nor for organizations of others', async () => {
    const person = await people.stranger();
    const { token } = await person.key({ abilities: ['root'] });
    const path = `/organizations/${person.organizationId}/activate`;
    expect((await person.call('POST', path, undefined, token)).status).toBe(403);
    expect((await owner.call('POST', path)).status).toBe(404);
  });
});

describe('an organization that is not the active one', () => {
  it('is acted on with the role there', async () => {
    const [person, other] = [await people.stranger(), await people.stranger()];
    const own = (await person.call('POST', '/organizations', { name: 'Own' })).body;
    const invited = await person.call('POST', `/organizations/${own.no}/invitations`, {
      email: 'someone@example.com',
      role: 'admin',
    });
    expect(invited.status).toBe(201);
    expect((await person.call('PATCH', `/organizations/${own.id}`, { name: 'Mine' })).body.name).toBe('Mine');
    await people.server.database.unscoped.membership.create({
      data: { userId: person.userId, organizationId: other.organizationId, role: 'member' },
    });
    const there = `/organizations/${other.organizationId}`;
    expect((await person.call('GET', `${there}/members`)).body).toHaveLength(2);
    expect((await person.call('PATCH', there, { name: 'X' })).status).toBe(403);
    expect((await person.call('POST', `${there}/transfer`, { user_id: person.userId })).status).toBe(403);
    const removal = await person.call('DELETE', `${there}/members/${other.userId}`);
    expect(removal.status).toBe(403);
    expect((await person.call('DELETE', `${there}/members/me`)).status).toBe(200);
    expect((await person.call('GET', there)).status).toBe(404);
  });
});

describe('changing and deleting an organization', () => {
  it('takes name, description and longest key life from owners and admins, and host access from owners', async () => {
    const person = await people.stranger();
    const path = `/organizations/${person.organizationId}`;
    const changes = {
      name: 'Renamed',
      description: '<b>text</b>',
      max_key_days: 60,
      is_host_access_allowed: true,
    };
    expect((await person.call('PATCH', path, changes)).body).toMatchObject(changes);
    const admin = await people.person('admin', person);
    expect((await admin.call('PATCH', path, { max_key_days: null })).body.max_key_days).toBeNull();
    expect((await admin.call('PATCH', path, { is_host_access_allowed: false })).status).toBe(403);
    expect((await admin.call('PATCH', path, { is_host_access_allowed: true })).status).toBe(200);
    const member = await people.person('member', person);
    expect((await member.call('PATCH', path, { name: 'X' })).status).toBe(403);
  });

  it('is refused for number 0, while it has a project, to admins, and under another name', async () => {
    expect((await owner.call('DELETE', '/organizations/0')).status).toBe(409);
    const person = await people.stranger();
    const path = `/organizations/${person.organizationId}`;
    const uuid = await people.project(person);
    expect((await person.call('DELETE', path)).body.message).toBe('Delete its projects first.');
    await person.call('DELETE', `/projects/${uuid}`);
    expect((await (await people.person('admin', person)).call('DELETE', path)).status).toBe(403);
    expect((await person.call('DELETE', `${path}?confirm_name=Wrong`)).status).toBe(422);
    const { token } = await person.key({ abilities: ['read'] });
    await createdBy(person, 'Refuge');
    await person.call('POST', `${path}/activate`);
    expect((await person.call('DELETE', path)).status).toBe(200);
    expect((await person.call('GET', '/tokens/current', undefined, token)).status).toBe(401);
    expect((await person.call('GET', '/sessions/current')).body.organization.name).toBe('Refuge');
  });
});

describe('transferring the ownership', () => {
  it('needs the acceptance of the new owner, and makes the old one admin', async () => {
    const person = await people.stranger();
    const heir = await people.person('member', person);
    const path = `/organizations/${person.organizationId}`;
    const offered = await person.call('POST', `${path}/transfer`, { user_id: heir.userId });
    expect(offered.body.transfer).toMatchObject({ to_user_id: heir.userId, to_email: heir.email });
    expect((await heir.call('GET', path)).body.role).toBe('member');
    expect((await heir.call('POST', `${path}/transfer/accept`)).status).toBe(200);
    expect((await heir.call('GET', path)).body).toMatchObject({ role: 'owner', transfer: null });
    expect((await person.call('GET', path)).body.role).toBe('admin');
    expect((await heir.call('POST', `${path}/transfer/accept`)).status).toBe(404);
  });

  it('is offered by owners to members only, and can be taken back', async () => {
    const person = await people.stranger();
    const admin = await people.person('admin', person);
    const path = `/organizations/${person.organizationId}/transfer`;
    expect((await admin.call('POST', path, { user_id: admin.userId })).status).toBe(403);
    expect((await person.call('POST', path, { user_id: owner.userId })).status).toBe(422);
    expect((await person.call('POST', path, { user_id: 'x' })).status).toBe(422);
    await person.call('POST', path, { user_id: admin.userId });
    expect((await person.call('DELETE', path)).status).toBe(200);
    expect((await admin.call('POST', `${path}/accept`)).status).toBe(404);
    expect((await person.call('DELETE', path)).status).toBe(404);
  });

  it('is declined by whom it was offered to, and by no one else', async () => {
    const person = await people.stranger();
    const heir = await people.person('member', person);
    const bystander = await people.person('admin', person);
    const path = `/organizations/${person.organizationId}/transfer`;
    await person.call('POST', path, { user_id: heir.userId });
    expect((await bystander.call('POST', `${path}/decline`)).status).toBe(404);
    expect((await heir.call('POST', `${path}/decline`)).status).toBe(200);
    expect((await heir.call('POST', `${path}/accept`)).status).toBe(404);
    expect((await heir.call('POST', `${path}/decline`)).status).toBe(404);
  });
});
