import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Principal } from '../auth/context';
import { addApplication } from './rows.testing';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from './testing';

/** Queries of a procedure. A REST request may make three, one of which reads the principal. */
const BUDGET = 2;

let test: TestApi;
let organization: TestOrganization;
let owner: ApiCaller;
let application = '';
let project = '';
let server = '';
let database = '';

beforeAll(async () => {
  test = await openTestApi();
  organization = await test.addOrganization();
  owner = organization.as('owner');
  const key = await owner.privateKey.generate({});
  server = (await owner.server.create({ ip: '203.0.113.9', private_key_uuid: key.uuid })).uuid;
  for (let at = 0; at < 3; at++) {
    project = (await owner.project.create({ name: `Project ${at}` })).uuid;
    await addApplication(test, organization, project);
    application = (await addApplication(test, organization, project)).uuid;
  }
  const place = { project_uuid: project, environment_name: 'production', server_uuid: server };
  database = (await owner.database.createPostgresql(place)).uuid;
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

describe('callers from whom something is hidden stay within them too', () => {
  const callers: Record<string, () => Partial<Principal>> = {
    'a limited member': () => ({
      isLimited: true,
      grants: [{ projectUuid: project, abilities: ['read:sensitive', 'write'] }],
    }),
    'a member with a grant': () => ({
      grants: [{ projectUuid: project, abilities: ['read:sensitive', 'write'] }],
    }),
  };
  const reads: Record<string, (api: ApiCaller) => Promise<unknown>> = {
    'project.list': (api) => api.project.list({}),
    'project.get': (api) => api.project.get({ uuid: project }),
    'environment.get': (api) =>
      api.environment.get({ uuid: project, environment_name_or_uuid: 'production' }),
    'application.list': (api) => api.application.list({}),
    'application.get': (api) => api.application.get({ uuid: application }),
    'server.list': (api) => api.server.list({}),
    'deployment.list': (api) => api.deployment.list({}),
  };
  const cases = Object.keys(callers).flatMap((caller) => Object.keys(reads).map((read) => [caller, read]));
  it.each(cases)('%s, %s', async (caller = '', read = '') => {
    const api = organization.as('member', undefined, callers[caller]?.());
    const queries = await queriesOf(() => reads[read]?.(api) ?? Promise.reject(new Error(read)));
    expect(queries).toBeGreaterThan(0);
    expect(queries).toBeLessThanOrEqual(BUDGET);
  });
});

describe('reads stay within their queries, whatever the length of the list', () => {
  const reads: Record<string, () => Promise<unknown>> = {
    'project.list': () => owner.project.list({}),
    'project.list, summary': () => owner.project.list({ summary: true }),
    'project.get': () => owner.project.get({ uuid: project }),
    'environment.list': () => owner.environment.list({ uuid: project }),
    'environment.get': () => owner.environment.get({ uuid: project, environment_name_or_uuid: 'production' }),
    'privateKey.list': () => owner.privateKey.list({}),
    'notificationDelivery.list': () => owner.notificationDelivery.list({}),
    'application.listDestinations': () => owner.application.listDestinations({ uuid: application }),
    'server.list': () => owner.server.list({}),
    'server.get': () => owner.server.get({ uuid: server, resources: true }),
    'server.resources': () => owner.server.resources({ uuid: server }),
    'server.domains': () => owner.server.domains({ uuid: server }),
    'server.validation': () => owner.server.validation({ uuid: server }),
    'server.cleanup': () => owner.server.cleanup({ uuid: server }),
    'server.proxy': () => owner.server.proxy({ uuid: server }),
    'application.listTasks': () => owner.application.listTasks({ uuid: application }),
    'database.listBackups': () => owner.database.listBackups({ uuid: database }),
    'database.listStorageBackups': () => owner.database.listStorageBackups({ uuid: database }),
    'resource.list': () => owner.resource.list({}),
    'githubApp.list': () => owner.githubApp.list({}),
    'gitlabApp.list': () => owner.gitlabApp.list({}),
    'gitToken.list': () => owner.gitToken.list({}),
    'webhookDelivery.list': () => owner.webhookDelivery.list({}),
    'webhookDelivery.listByApplication': () => owner.webhookDelivery.listByApplication({ uuid: application }),
  };
  it.each(Object.entries(reads))('%s', async (_, read) => {
    const queries = await queriesOf(read);
    expect(queries).toBeGreaterThan(0);
    expect(queries).toBeLessThanOrEqual(BUDGET);
  });
});
