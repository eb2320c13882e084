import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addApplication } from './rows.testing';
import { type ApiCaller, openTestApi, type TestApi } from './testing';

/** Of the three queries that a REST request may make, the principal takes one. */
const BUDGET = 2;

let test: TestApi;
let owner: ApiCaller;
let project = '';
let server = '';

beforeAll(async () => {
  test = await openTestApi();
  const organization = await test.addOrganization();
  owner = organization.as('owner');
  const key = await owner.privateKey.generate({});
  server = (await owner.server.create({ ip: '203.0.113.9', private_key_uuid: key.uuid })).uuid;
  for (let at = 0; at < 3; at++) {
    project = (await owner.project.create({ name: `Project ${at}` })).uuid;
    await addApplication(test, organization, project);
    await addApplication(test, organization, project);
  }
});
afterAll(() => test.close());

async function queriesOf(call: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await call();
    return query.mock.calls.length;
  } finally {
    query.mockRestore();
  }
}

describe('reads stay within their queries, whatever the length of the list', () => {
  const reads: Record<string, () => Promise<unknown>> = {
    'project.list': () => owner.project.list({}),
    'project.list, summary': () => owner.project.list({ summary: true }),
    'project.get': () => owner.project.get({ uuid: project }),
    'environment.list': () => owner.environment.list({ uuid: project }),
    'environment.get': () => owner.environment.get({ uuid: project, environment_name_or_uuid: 'production' }),
    'privateKey.list': () => owner.privateKey.list({}),
    'server.list': () => owner.server.list({}),
    'server.get': () => owner.server.get({ uuid: server, resources: true }),
    'server.resources': () => owner.server.resources({ uuid: server }),
    'server.domains': () => owner.server.domains({ uuid: server }),
    'server.validation': () => owner.server.validation({ uuid: server }),
    'server.proxy': () => owner.server.proxy({ uuid: server }),
    'resource.list': () => owner.resource.list({}),
  };
  it.each(Object.entries(reads))('%s', async (_, read) => {
    const queries = await queriesOf(read);
    expect(queries).toBeGreaterThan(0);
    expect(queries).toBeLessThanOrEqual(BUDGET);
  });
});
