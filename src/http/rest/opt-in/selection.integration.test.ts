import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../../api/application/testing';

let test: ApplicationTest;
let uuid: string;
beforeAll(async () => {
  test = await startApplicationTest();
  uuid = await test.addApplication({
    name: 'One',
    is_http_basic_auth_enabled: true,
    http_basic_auth_username: 'u',
    http_basic_auth_password: 'canary-of-a-password',
  });
  await test.addApplication({ name: 'Two' });
});
afterAll(() => test.server.stop());

const get = (path: string, token?: string) => test.call('GET', path, undefined, token);
const unknown = (name: string) => ({
  message: 'Validation failed.',
  errors: { fields: [`Unknown field: "${name}".`] },
});

describe('?fields=', () => {
  it('leaves of each item what was asked for, and what says which it is', async () => {
    const { status, body } = await get('/applications?fields=status,name');
    expect(status).toBe(200);
    expect(body.map(Object.keys)).toEqual(Array(2).fill(['id', 'uuid', 'name', 'status']));
  });

  it('does the same for one thing, whose tag stays that of all of it', async () => {
    const whole = await get(`/applications/${uuid}`);
    const { body, headers } = await get(`/applications/${uuid}?fields=name&fields=fqdn`);
    expect(Object.keys(body)).toEqual(['id', 'uuid', 'name', 'fqdn']);
    expect(headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(Object.keys((await get('/profile?fields=email')).body)).toEqual(['id', 'email']);
  });

  it('does the same inside of an envelope', async () => {
    const { body } = await get(`/deployments/applications/${uuid}?fields=status`);
    expect(body).toEqual({ count: 0, deployments: [] });
    const rows = (await get('/audit-logs?fields=action')).body;
    expect(new Set(rows.items.flatMap(Object.keys))).toEqual(new Set(['action']));
    expect(rows).toHaveProperty('next_cursor');
  });

  it('shows nothing that the caller may not see', async () => {
    const read = await test.server.key(['read']);
    const path = `/applications/${uuid}?fields=http_basic_auth_password,name`;
    expect((await get(path)).body.http_basic_auth_password).toBe('canary-of-a-password');
    const { body, headers } = await get(path, read);
    expect(Object.keys(body)).toEqual(['id', 'uuid', 'name']);
    expect(headers.get('x-redacted-fields')).toContain('http_basic_auth_password');
    expect((await get('/applications?fields=http_basic_auth_password', read)).body[0]).toEqual({
      id: expect.any(Number),
      uuid: expect.any(String),
    });
  });

  it.each([
    ['nothing', 'nothing'],
    ['name,nothing', 'nothing'],
    ['', ''],
    ['name,,status', ''],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['settings.is_static', 'settings.is_static'],
    ['%3Cscript%3E', '?script?'],
    ['a%00%0d%0ab', 'a???b'],
    ['x'.repeat(2000), 'x'.repeat(80)],
  ])('refuses %s', async (fields, shown) => {
    expect(await get(`/applications?fields=${fields}`)).toMatchObject({ status: 422, body: unknown(shown) });
    expect((await get(`/applications/${uuid}?fields=${fields}`)).status).toBe(422);
  });

  it('refuses too many', async () => {
    const { body } = await get(`/applications?fields=${'name,'.repeat(1000)}`);
    expect(body.errors.fields).toEqual(['At most 2048 characters are allowed.']);
  });

  it('is looked at after the credential and its permissions', async () => {
    expect((await get('/applications?fields=nothing', 'nonsense')).status).toBe(401);
    const deploy = await test.server.key(['deploy']);
    expect((await get('/applications?fields=nothing', deploy)).status).toBe(403);
  });

  it('is unknown to a write, to text and to the older GET form', async () => {
    expect((await test.call('POST', '/projects?fields=name', { name: 'x' })).status).toBe(422);
    const version = await test.server.fetch('GET', '/api/v1/version?fields=x', {
      token: await test.server.key(['read']),
    });
    expect(version.status).toBe(200);
    expect((await get(`/applications/${uuid}/stop?fields=name`)).status).toBe(422);
  });
});

describe('?summary=1', () => {
  it('is the same for every list: what it has of a few members', async () => {
    const first = async (path: string) => Object.keys((await get(path)).body[0]);
    expect(await first('/servers?summary=1')).toEqual(['id', 'uuid', 'description', 'name', 'updated_at']);
    expect(await first('/resources?summary=true')).toEqual([
      'id',
      'uuid',
      'description',
      'name',
      'status',
      'type',
      'updated_at',
    ]);
    expect(await first('/tokens?summary=yes')).toEqual(['id', 'name']);
  });

  it('is a list’s own where it has one, and gives way to fields', async () => {
    expect((await get('/projects?summary=1')).body[0]).toHaveProperty('application_count');
    expect(Object.keys((await get('/servers?summary=1&fields=ip')).body[0])).toEqual(['id', 'uuid', 'ip']);
  });

  it('has of a workload what the whole list says of it', async () => {
    await test.call('POST', '/databases/postgresql', { ...test.place, name: 'orders' });
    for (const path of ['/applications', '/databases']) {
      const [whole] = (await get(path)).body;
      const [summary] = (await get(`${path}?summary=1`)).body;
      expect(Object.keys(summary).length).toBeGreaterThan(18);
      expect(whole).toMatchObject(summary);
    }
  });

  it('is off for any text that does not say on', async () => {
    for (const off of ['0', 'maybe', 'undefined'])
      expect(Object.keys((await get(`/servers?summary=${off}`)).body[0])).toContain('ip');
    expect(await get('/servers?summary=1&summary=1')).toMatchObject({
      status: 422,
      body: { errors: { summary: ['Must be true or false.'] } },
    });
  });
});

describe('?page= and ?per_page=', () => {
  it('cut every list alike, within the same bounds', async () => {
    for (const name of ['a', 'b', 'c'])
      await test.call('POST', `/projects/${test.place.project_uuid}/environments`, { name });
    const list = `/projects/${test.place.project_uuid}/environments`;
    const names = async (query: string) =>
      (await get(`${list}?${query}`)).body.map(({ name }: { name: string }) => name);
    const all = await names('');
    expect(all).toHaveLength(4);
    expect(await names('page=2&per_page=3')).toEqual(all.slice(3));
    expect(await names('per_page=1')).toEqual(all.slice(0, 1));
    expect(await names('page=9')).toEqual([]);
    for (const query of [
      'page=0',
      'per_page=501',
      'page=x',
      'page=1.5',
      'page=1&page=2',
      'page=',
      'page=1e9',
    ])
      expect((await get(`${list}?${query}`)).status, query).toBe(422);
    for (const query of ['page=0', 'per_page=501']) expect((await get(`/servers?${query}`)).status).toBe(422);
  });
});
