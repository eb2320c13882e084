import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing';

const path = '/api/v2/users/me/keys/tokens';
const nanosecondsPerHour = 3_600e9;

let server: TestServer;
let root: string;
beforeAll(async () => {
  server = await startTestServer();
  root = await server.key(['root']);
});
afterAll(() => server.stop());

const create = (body: unknown, token = root) => server.fetch('POST', path, { token, body });

async function created(body: unknown, token = root): Promise<string> {
  const answer = await create(body, token);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { key: string }).key;
}

interface Item {
  id: string;
  [key: string]: unknown;
}

const list = async (token = root) => (await (await server.fetch('GET', path, { token })).json()) as Item[];
const idOf = (key: string) => key.split('-')[0];

describe('tokens in Coder’s shapes', () => {
  it('are made with a name, a lifetime in nanoseconds and scopes, and listed without their secret', async () => {
    const project = 'a'.repeat(24);
    const key = await created({
      token_name: 'ci',
      lifetime: 36 * nanosecondsPerHour,
      scopes: ['application:read', 'coder:apikeys.manage_self'],
      allow_list: [{ type: 'project', id: project }],
    });
    expect(key).toMatch(/^[0-9A-Za-z]{12}-[0-9A-Za-z]{40}$/);
    const item = (await list()).find(({ id }) => id === idOf(key));
    expect(item).toEqual({
      id: idOf(key),
      user_id: server.owner.userId,
      last_used: '0001-01-01T00:00:00Z',
      expires_at: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
      login_type: 'token',
      scope: 'all',
      scopes: ['application:read', 'coder:apikeys.manage_self'],
      token_name: 'ci',
      lifetime_seconds: 36 * 3600,
      allow_list: [{ type: 'project', id: project }],
      username: 'owner',
    });
    const row = await server.database.unscoped.auditLog.findFirstOrThrow({ orderBy: { seq: 'desc' } });
    expect([row.action, row.targetType, row.targetUuid]).toEqual(['coderKey.create', 'api_key', idOf(key)]);
    const [, secret = ''] = key.split('-');
    expect(JSON.stringify(await list())).not.toContain(secret);
  });

  it('may what their owner may, unless scopes are named', async () => {
    const key = await created({ token_name: 'everything' });
    const answer = await server.fetch('POST', '/api/v2/authcheck', {
      token: key,
      body: { checks: { a: { action: 'create', object: { resource_type: 'workspace' } } } },
    });
    expect(await answer.json()).toEqual({ a: true });
    const narrow = await created({ token_name: 'narrow', scope: 'application_connect' });
    expect((await list()).find(({ id }) => id === idOf(narrow))).toMatchObject({
      scope: 'application_connect',
      scopes: ['application_connect'],
    });
    const refused = await server.fetch('POST', path, { token: narrow, body: { token_name: 'child' } });
    expect([refused.status, refused.headers.get('www-authenticate'), await refused.json()]).toEqual([
      403,
      'Bearer realm="gantry", error="insufficient_scope", scope="api_key:create"',
      { message: 'Forbidden.', detail: 'Missing scopes: api_key:create' },
    ]);
    expect(refused.headers.get('x-accepted-permissions')).toBe('api_key:create');
  });

  it('are made by members too', async () => {
    const member = await server.member('member');
    const login = await server.fetch('POST', '/api/v2/users/login', { body: member });
    const { session_token } = (await login.json()) as { session_token: string };
    await created({}, session_token);
    expect(await list(session_token)).toHaveLength(1);
  });

  it('refuse a scope that means nothing', async () => {
    const answer = await create({ token_name: 'x', scopes: ['spaceship:fly'] });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        message: 'Failed to create API key.',
        detail: 'invalid or unsupported API key scope: "spaceship:fly"',
      },
    ]);
  });

  it('refuse a second key of a name', async () => {
    await created({ token_name: 'twice' });
    expect((await create({ token_name: 'twice' })).status).toBe(409);
  });

  it.each([
    [{ lifetime: 'long' }, 'lifetime', 'Validation failed for tag "number" with value: "long"'],
    [{ lifetime: -1 }, 'lifetime', 'Validation failed for tag "min" with value: "-1"'],
    [{ scopes: 'all' }, 'scopes', 'Validation failed for tag "array" with value: "all"'],
    [{ lifetime: 1e30 }, 'lifetime', 'Validation failed for tag "max" with value: "1e+30"'],
    [
      { allow_list: [{ type: 'spaceship', id: '*' }] },
      'allow_list.0',
      'Validation failed for tag "resource_type" with value: "{"type":"spaceship","id":"*"}"',
    ],
    [
      { allow_list: [{ type: 'project' }] },
      'allow_list.0.id',
      'Validation failed for tag "required" with value: ""',
    ],
  ])('%o is refused', async (body, field, detail) => {
    const answer = await create(body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { message: 'Validation failed.', validations: [{ field, detail }] },
    ]);
  });

  it('end when they are deleted', async () => {
    const key = await created({ token_name: 'short-lived' });
    const remove = () => server.fetch('DELETE', `/api/v2/users/me/keys/${idOf(key)}`, { token: root });
    const answer = await remove();
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect((await server.fetch('GET', path, { token: key })).status).toBe(401);
    expect((await remove()).status).toBe(404);
  });

  it('of others are not there', async () => {
    const other = await server.member('owner', 'new');
    const token = await server.key(['root'], other);
    const answer = await server.fetch('GET', `/api/v2/users/${server.owner.userId}/keys/tokens`, { token });
    expect(answer.status).toBe(404);
    const [first] = await list();
    expect((await server.fetch('DELETE', `/api/v2/users/me/keys/${first?.id}`, { token })).status).toBe(404);
  });
});
