import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUuid } from '../../lib/random';
import { addApplication } from '../rows.testing';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from '../testing';

let test: TestApi;
let ours: TestOrganization;
let theirs: TestOrganization;
let owner: ApiCaller;
let stranger: ApiCaller;

beforeAll(async () => {
  test = await openTestApi();
  [ours, theirs] = [await test.addOrganization(), await test.addOrganization()];
  [owner, stranger] = [ours.as('owner'), theirs.as('owner')];
});
afterAll(() => test.close());

const failure = (code: string, message: string) => expect.objectContaining({ code, message });
const missing = failure('NOT_FOUND', 'Project not found.');

describe('projects', () => {
  it('starts with the environment production', async () => {
    const { uuid } = await owner.project.create({ name: 'Shop', description: 'All of it' });
    expect(uuid).toMatch(/^[a-z0-9]{24}$/);
    const project = await owner.project.get({ uuid });
    expect(Object.keys(project)).toEqual(['id', 'uuid', 'description', 'name', 'environments']);
    expect(project).toMatchObject({ uuid, name: 'Shop', description: 'All of it' });
    expect(project.environments.map(({ name }) => name)).toEqual(['production']);
    expect(project.environments[0]?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(test.changes).toContainEqual({ organizationId: ours.id, kind: 'project', uuid });
  });

  it('changes only what was sent, and clears a description', async () => {
    const { uuid } = await owner.project.create({ name: 'One', description: 'first' });
    expect(await owner.project.update({ uuid, name: 'Two' })).toEqual({
      uuid,
      description: 'first',
      name: 'Two',
    });
    expect(await owner.project.update({ uuid, description: null })).toEqual({
      uuid,
      description: null,
      name: 'Two',
    });
  });

  it('is "not there" for another organization, for no row and for a text that is no id', async () => {
    const { uuid } = await owner.project.create({ name: 'Ours' });
    for (const id of [uuid, newUuid(), '1', '../x', '\0', '']) {
      const caller = id === uuid ? stranger : owner;
      await expect(caller.project.get({ uuid: id })).rejects.toEqual(missing);
      await expect(caller.project.update({ uuid: id, name: 'Stolen' })).rejects.toEqual(missing);
      await expect(caller.project.delete({ uuid: id })).rejects.toEqual(missing);
      await expect(caller.environment.list({ uuid: id })).rejects.toEqual(missing);
      await expect(caller.environment.create({ uuid: id, name: 'x' })).rejects.toEqual(missing);
    }
    expect((await stranger.project.list({})).map((project) => project.uuid)).not.toContain(uuid);
    expect((await owner.project.get({ uuid })).name).toBe('Ours');
  });

  it('is deleted with its environments, but not with an application in one', async () => {
    const { uuid } = await owner.project.create({ name: 'Busy' });
    const application = await addApplication(test, ours, uuid);
    await expect(owner.project.delete({ uuid })).rejects.toEqual(
      failure('BAD_REQUEST', 'Project has resources, so it cannot be deleted.'),
    );
    await expect(owner.environment.delete({ uuid, environment_name_or_uuid: 'production' })).rejects.toEqual(
      failure('BAD_REQUEST', 'Environment has resources, so it cannot be deleted.'),
    );
    await test.database.unscoped.workload.delete({ where: { id: application.id } });
    expect(await owner.project.delete({ uuid })).toEqual({ message: 'Project deleted.' });
    await expect(owner.project.get({ uuid })).rejects.toEqual(missing);
  });

  it('lists plain items, pages and summaries', async () => {
    const organization = await test.addOrganization();
    const api = organization.as('owner');
    for (const name of ['A', 'B', 'C']) await api.project.create({ name });
    const all = await api.project.list({});
    expect(all.map((project) => project.name)).toEqual(['A', 'B', 'C']);
    expect(Object.keys(all[0] ?? {})).toEqual(['id', 'uuid', 'description', 'name']);
    expect((await api.project.list({ page: 2, per_page: 2 })).map((project) => project.name)).toEqual(['C']);
    for (const summary of ['0', '1']) {
      const found = (search: string) => api.project.list({ search, summary });
      expect((await found('b')).map((project) => project.name)).toEqual(['B']);
      expect(await found('%')).toEqual([]);
    }

    const busy = all[1]?.uuid ?? '';
    await addApplication(test, organization, busy, { status: 'running:healthy' });
    await addApplication(test, organization, busy, { status: 'exited' });
    const [, summary, idle] = await api.project.list({ summary: '1' });
    expect(summary).toMatchObject({
      environment_count: 1,
      application_count: 2,
      application_conditions: { running: 1, exited: 1 },
    });
    expect(idle).toMatchObject({ environment_count: 1, application_count: 0, application_conditions: {} });
  });

  it('may be read and not written by a member and by a read key', async () => {
    for (const reader of [ours.as('member'), ours.as('owner', ['read'])]) {
      await expect(reader.project.list({})).resolves.toBeInstanceOf(Array);
      await expect(reader.project.create({ name: 'No' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});

describe('environments', () => {
  it('are found by name first, then by uuid, in their project only', async () => {
    const { uuid } = await owner.project.create({ name: 'Env' });
    const staging = await owner.environment.create({ uuid, name: 'staging' });
    const byName = await owner.environment.get({ uuid, environment_name_or_uuid: 'staging' });
    expect(byName.uuid).toBe(staging.uuid);
    expect(await owner.environment.get({ uuid, environment_name_or_uuid: staging.uuid })).toEqual(byName);
    const other = await owner.project.create({ name: 'Other' });
    await expect(
      owner.environment.get({ uuid: other.uuid, environment_name_or_uuid: staging.uuid }),
    ).rejects.toEqual(failure('NOT_FOUND', 'Environment not found.'));
  });

  it('have unique names in a project', async () => {
    const { uuid } = await owner.project.create({ name: 'Unique' });
    await owner.environment.create({ uuid, name: 'staging' });
    const taken = failure('CONFLICT', 'Environment with this name already exists.');
    await expect(owner.environment.create({ uuid, name: 'production' })).rejects.toEqual(taken);
    await expect(
      owner.environment.update({ uuid, environment_name_or_uuid: 'staging', name: 'production' }),
    ).rejects.toEqual(taken);
    const changes = { name: 'test', description: 'For tests' };
    const changed = await owner.environment.update({ uuid, environment_name_or_uuid: 'staging', ...changes });
    expect(changed).toMatchObject(changes);
    expect(await owner.environment.delete({ uuid, environment_name_or_uuid: 'test' })).toEqual({
      message: 'Environment deleted.',
    });
  });

  it('refuse a description at creation', async () => {
    const { uuid } = await owner.project.create({ name: 'Strict' });
    const input = { uuid, name: 'x', description: 'y' };
    await expect(owner.environment.create(input)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { fields: { description: ['This field is not allowed.'] } },
    });
  });
});
