import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPeople, type TestPeople } from '../organization/testing';

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.stop());

const wish = () => ({ name: `Role ${crypto.randomUUID()}`, permissions: ['application:read'] });

describe('custom roles', () => {
  it('are created, read, changed and deleted', async () => {
    const owner = await people.stranger();
    const project = await people.project(owner);
    const created = await owner.call('POST', '/roles', {
      name: 'Deployer',
      description: '<i>deploys</i>',
      permissions: ['application:read', 'application:deploy', 'application:read'],
      projects: [project],
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        name: 'Deployer',
        description: '<i>deploys</i>',
        permissions: ['application:read', 'application:deploy'],
        projects: [project],
        members_count: 0,
      },
    });
    const path = `/roles/${created.body.id}`;
    const changed = await owner.call('PATCH', path, { permissions: ['application:*'], projects: [] });
    expect(changed.body).toMatchObject({ name: 'Deployer', permissions: ['application:*'], projects: [] });
    expect((await owner.call('GET', '/roles')).body).toEqual([changed.body]);
    expect((await owner.call('DELETE', path)).status).toBe(200);
    expect((await owner.call('GET', path)).status).toBe(404);
  });

  it('take permissions of the vocabulary alone, projects of the organization, and display names', async () => {
    const [owner, other] = [await people.stranger(), await people.stranger()];
    const foreign = await people.project(other);
    const bodies = [
      { ...wish(), permissions: ['application:fly'] },
      { ...wish(), permissions: [] },
      { ...wish(), permissions: ['*:*'] },
      { ...wish(), projects: [foreign] },
      { ...wish(), projects: ['nothing'] },
      { ...wish(), name: '<b>x</b>' },
      { ...wish(), permissions: ['organization:delete'] },
      { ...wish(), permissions: ['settings:update'] },
      { ...wish(), permissions: ['role:*'] },
    ];
    for (const body of bodies) expect((await owner.call('POST', '/roles', body)).status).toBe(422);
  });

  it('have one name each, and are at most fifty', async () => {
    const owner = await people.stranger();
    const first = await owner.call('POST', '/roles', wish());
    const again = await owner.call('POST', '/roles', { ...wish(), name: first.body.name });
    expect(again.status).toBe(409);
    const { unscoped: db } = people.server.database;
    const { organizationId } = owner;
    await db.customRole.createMany({
      data: Array.from({ length: 48 }, (_, index) => ({
        organizationId,
        name: `r${index}`,
        permissions: [],
      })),
    });
    const racing = await Promise.all([1, 2].map(() => owner.call('POST', '/roles', wish())));
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('changed, are what their holders have on the next request', async () => {
    const owner = await people.stranger();
    const holder = await people.withRole(['project:read'], owner);
    const [{ id }] = (await owner.call('GET', '/roles')).body;
    const projects = async () => (await holder.call('GET', '/projects')).status;
    expect(await projects()).toBe(200);
    await owner.call('PATCH', `/roles/${id}`, { permissions: ['server:read'] });
    expect(await projects()).toBe(403);
  });

  it('are not deleted while a member has them', async () => {
    const owner = await people.stranger();
    const holder = await people.withRole(['project:read'], owner);
    const [role] = (await owner.call('GET', '/roles')).body;
    expect(role.members_count).toBe(1);
    expect((await owner.call('DELETE', `/roles/${role.id}`)).status).toBe(409);
    await owner.call('DELETE', `/organizations/${owner.organizationId}/members/${holder.userId}`);
    expect((await owner.call('DELETE', `/roles/${role.id}`)).status).toBe(200);
  });

  it('are for owners and admins, and unknown outside of their organization', async () => {
    const [owner, other] = [await people.stranger(), await people.stranger()];
    const { id } = (await owner.call('POST', '/roles', wish())).body;
    const missing = await other.call('GET', `/roles/${crypto.randomUUID()}`);
    expect(await other.call('GET', `/roles/${id}`)).toEqual(missing);
    for (const method of ['PATCH', 'DELETE'])
      expect((await other.call(method, `/roles/${id}`, { name: 'X' })).status).toBe(404);
    expect((await (await people.person('member', owner)).call('POST', '/roles', wish())).status).toBe(403);
    expect((await (await people.withRole(['role:create'], owner)).call('GET', '/roles')).status).toBe(403);
    expect((await (await people.person('admin', owner)).call('POST', '/roles', wish())).status).toBe(201);
  });

  it('made by a key hold nothing that the key lacks', async () => {
    const owner = await people.stranger();
    const { token } = await owner.key({ scopes: ['role:create', 'project:read'] });
    const make = async (...permissions: string[]) =>
      (await owner.call('POST', '/roles', { ...wish(), permissions }, token)).status;
    expect(await make('project:read')).toBe(201);
    expect(await make('project:read', 'project:delete')).toBe(403);
    const admin = await people.person('admin', owner);
    const wide = await admin.call('POST', '/roles', { ...wish(), permissions: ['audit_log:read'] });
    expect(wide.status).toBe(201);
  });
});

it('the matrix tells every user what each role may do', async () => {
  const member = await people.person('member');
  const { body } = await member.call('GET', '/roles/matrix');
  const cell = (resource: string, action: string) =>
    body.resources
      .find((row: { resource: string }) => row.resource === resource)
      .actions.find((row: { action: string }) => row.action === action);
  expect(cell('application', 'deploy')).toMatchObject({ owner: 'yes', admin: 'yes', member: 'grant' });
  expect(cell('server', 'read')).toMatchObject({ member: 'names', custom: 'list' });
  expect(cell('organization', 'delete')).toMatchObject({ owner: 'yes', admin: 'no', custom: 'no' });
});
