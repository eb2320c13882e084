import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted, flat, refused } from './hostile-values.testing';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
let token: string;
let uuid: string;
beforeAll(async () => {
  test = await startApplicationTest();
  token = await test.server.key(['root']);
  uuid = await test.addApplication({ autogenerate_domain: false });
});
afterAll(() => test.server.stop());

async function trpc(procedure: string, input: unknown): Promise<{ status: number; fields: string[] }> {
  const answer = await test.server.fetch('POST', `/api/trpc/${procedure}`, { token, body: input });
  const body = await answer.json();
  return { status: answer.status, fields: Object.keys(body.error?.data.fields ?? {}) };
}

describe('a hostile value', () => {
  it.each(flat(refused))(
    'row %i: %s = %j is refused by REST and tRPC, and nothing is stored',
    async (_row, field, value) => {
      const before = await test.server.database.unscoped.workload.findUniqueOrThrow({ where: { uuid } });
      const rest = await test.call('PATCH', `/applications/${uuid}`, { [field]: value });
      expect([rest.status, Object.keys(rest.body.errors ?? {})]).toEqual([422, [field]]);
      expect(await trpc('application.update', { uuid, [field]: value })).toEqual({
        status: 400,
        fields: [field],
      });
      expect(await test.server.database.unscoped.workload.findUniqueOrThrow({ where: { uuid } })).toEqual(
        before,
      );
    },
  );

  it('is refused by creation in the same way', async () => {
    const rows = await test.server.database.unscoped.workload.count();
    const { place } = test;
    // Creation does not have the field that only updates accept.
    for (const [, field, value] of flat(refused).filter(([, field]) => field !== 'dockerfile_target_build')) {
      const isGit = field.startsWith('git_') || field === 'base_directory';
      const source = isGit
        ? { git_repository: 'acme/web', git_branch: 'main', build_pack: 'static' }
        : { docker_registry_image_name: 'nginx' };
      const path = isGit ? '/applications/public' : '/applications/dockerimage';
      const answer = await test.call('POST', path, { ...place, ...source, [field]: value });
      expect([field, value, answer.status]).toEqual([field, value, 422]);
    }
    expect(await test.server.database.unscoped.workload.count()).toBe(rows);
  });

  it('is not echoed, and the refusal is on record with field and rule alone', async () => {
    const answer = await test.call('PATCH', `/applications/${uuid}`, { git_branch: '--canary-7f3a' });
    expect(JSON.stringify(answer.body)).not.toContain('canary');
    const [row] = await test.server.database.unscoped.auditLog.findMany({
      orderBy: { seq: 'desc' },
      take: 1,
    });
    expect(row).toMatchObject({
      action: 'application.update',
      outcome: 'failed',
      status: 422,
      detail: { fields: { git_branch: ['Must be a valid Git branch name.'] } },
    });
  });
});

describe('an unusual value that is legal', () => {
  it.each(flat(accepted))('row %i: %s = %j is stored', async (_row, field, value) => {
    const { status, body } = await test.call('PATCH', `/applications/${uuid}`, { [field]: value });
    expect([status, body]).toEqual([200, { uuid }]);
    const stored = (await test.call('GET', `/applications/${uuid}`)).body;
    expect(stored[field === 'domains' ? 'fqdn' : field]).toBe(value === '' ? null : value);
  });
});

describe('a variable', () => {
  it.each(['A B', '1A', 'A=1', 'A-B', '', 'a'.repeat(256), 'Ä'])('row 12: key %j is refused', async (key) => {
    const rest = await test.call('POST', `/applications/${uuid}/envs`, { key, value: 'x' });
    expect([rest.status, Object.keys(rest.body.errors)]).toEqual([422, ['key']]);
    expect(await trpc('application.createEnv', { uuid, key, value: 'x' })).toEqual({
      status: 400,
      fields: ['key'],
    });
    const bulk = await test.call('PATCH', `/applications/${uuid}/envs/bulk`, { data: [{ key, value: 'x' }] });
    expect([bulk.status, Object.keys(bulk.body.errors)]).toEqual([422, ['data.0.key']]);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['more than 64 KB', 'x'.repeat(64 * 1024 + 1)],
  ])('row 13: a value with %s is refused', async (_, value) => {
    const answer = await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ['value']]);
  });

  it('row 54: the 1001st of a resource is refused, naming the limit', async () => {
    const full = await test.addApplication();
    const data = Array.from({ length: 1000 }, (_, index) => ({
      key: `K${index}`,
      value: 'x',
      is_preview: true,
    }));
    expect((await test.call('PATCH', `/applications/${full}/envs/bulk`, { data })).status).toBe(201);
    const answer = await test.call('POST', `/applications/${full}/envs`, {
      key: 'ONE_MORE',
      value: 'x',
      is_preview: true,
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { key: [expect.stringContaining('1000')] } },
    });
  });
});

describe('another organization', () => {
  const operations: [method: string, path: string, body?: unknown][] = [
    ['GET', ''],
    ['PATCH', '', { name: 'x' }],
    ['DELETE', ''],
    ['POST', '/start'],
    ['POST', '/restart'],
    ['POST', '/stop'],
    ['GET', '/start'],
    ['GET', '/logs'],
    ['GET', '/logs/follow'],
    ['GET', '/envs'],
    ['POST', '/envs', { key: 'K', value: 'v' }],
    ['PATCH', '/envs', { key: 'K', value: 'v' }],
    ['PATCH', '/envs/bulk', { data: [{ key: 'K', value: 'v' }] }],
    ['DELETE', '/envs/abcdefghijklmnopqrstuvwx'],
  ];

  it.each(operations)(
    'gets for %s %s what it gets for an id that does not exist',
    async (method, path, body) => {
      const uuid = await test.addApplication();
      const { token } = await test.stranger();
      const ask = async (id: string) => {
        const answer = await test.server.fetch(method, `/api/v1/applications/${id}${path}`, { token, body });
        return [answer.status, await answer.text()];
      };
      const foreign = await ask(uuid);
      expect(foreign).toEqual([404, '{"message":"Application not found."}']);
      for (const id of [
        'abcdefghijklmnopqrstuvwx',
        test.place.server_uuid,
        '1',
        'x'.repeat(400),
        '%00',
        "'--",
      ])
        expect(await ask(id)).toEqual(foreign);
    },
  );

  it('is not in the list', async () => {
    const { token } = await test.stranger();
    expect((await test.call('GET', '/applications', undefined, token)).body).toEqual([]);
  });
});
