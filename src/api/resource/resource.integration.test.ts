import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApplication } from '../rows.testing';
import { openTestApi, type TestApi, type TestOrganization } from '../testing';

let test: TestApi;
let ours: TestOrganization;

beforeAll(async () => {
  test = await openTestApi();
  ours = await test.addOrganization();
});
afterAll(() => test.close());

describe('resources', () => {
  it('are full objects with their type, of this organization only', async () => {
    const owner = ours.as('owner');
    const { uuid } = await owner.project.create({ name: 'Project' });
    const application = await addApplication(test, ours, uuid, { status: 'running:healthy' });
    const theirs = await test.addOrganization();
    const other = await theirs.as('owner').project.create({ name: 'Theirs' });
    await addApplication(test, theirs, other.uuid);

    const list = await owner.resource.list({});
    expect(list).toMatchObject([
      {
        uuid: application.uuid,
        type: 'application',
        status: 'running:healthy',
        settings: expect.any(Object),
      },
    ]);
    expect(await owner.resource.list({ page: 2, per_page: 1 })).toEqual([]);

    const environment = await owner.environment.get({ uuid, environment_name_or_uuid: 'production' });
    const { type: _, ...plain } = list[0]!;
    expect(environment.applications).toEqual([plain]);
    for (const kind of [
      'postgresqls',
      'redis',
      'mongodbs',
      'mysqls',
      'mariadbs',
      'keydbs',
      'dragonflies',
      'clickhouses',
      'services',
    ] as const) {
      expect(environment[kind]).toEqual([]);
    }
  });

  it('hide secrets inside an environment too', async () => {
    const owner = ours.as('owner');
    const { uuid } = await owner.project.create({ name: 'Secrets' });
    const { id } = await addApplication(test, ours, uuid);
    await test.database.unscoped.workload.update({
      where: { id },
      data: { application: { update: { dockerfile: 'FROM canary' } } },
    });
    const path = { uuid, environment_name_or_uuid: 'production' };
    expect(JSON.stringify(await owner.environment.get(path))).toContain('FROM canary');
    const reader = ours.withRedaction('owner', ['read']);
    expect(JSON.stringify(await reader.api.environment.get(path))).not.toContain('canary');
    expect(reader.redactedFields).toContain('dockerfile');
  });
});
