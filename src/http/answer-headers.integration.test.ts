import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Get the status of a response and its permissions: accepted, missing. */
async function permissions(method: string, path: string, token: string, body?: unknown) {
  const answer = await server.fetch(method, path, { token, ...(body === undefined ? {} : { body }) });
  return [
    answer.status,
    answer.headers.get('x-accepted-permissions'),
    answer.headers.get('x-missing-permissions'),
  ];
}

describe('answers to a key', () => {
  it('say what they accept, which is nothing where any key will do', async () => {
    const token = await server.key(['deploy']);
    expect(await permissions('GET', '/api/v1/tokens/current', token)).toEqual([200, '', null]);
    expect(await permissions('GET', '/api/v1/projects', token)).toEqual([403, 'read', 'read']);
    expect(await permissions('GET', '/api/v2/users/me', token)).toEqual([200, '', null]);
  });

  it('say what the role behind it lacks', async () => {
    const token = await server.key(['root'], await server.member('owner', 'new'));
    const people = '/api/v1/users';
    expect(await permissions('GET', people, token)).toEqual([403, 'read', 'read']);
    const refusal = await server.fetch('GET', people, { token });
    expect(await refusal.json()).toEqual({
      message: 'You are not authorized to perform this action.',
      error: 'Unauthorized',
    });
  });

  it('name root for the settings of the installation: write:sensitive opens those of mail alone', async () => {
    const token = await server.key(['write:sensitive']);
    const change = { instance_name: 'Ours' };
    expect(await permissions('PATCH', '/api/v1/settings', token, change)).toEqual([403, 'root', 'root']);
    const root = await server.key(['root']);
    expect(await permissions('PATCH', '/api/v1/settings', root, change)).toEqual([200, 'root', null]);
  });
});

describe('refusals that come before any limit', () => {
  it.each([
    ['GET', '/api/v1/nothing', 404],
    ['PUT', '/api/v1/projects', 405],
    ['GET', '/api/v2/nothing', 404],
  ])('%s %s has the limit of the address', async (method, path, status) => {
    const answer = await server.fetch(method, path);
    expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([status, '600']);
    expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
  });
});

/** Expect `X-Request-Id`, and the state of a limit, which every response has (authorization contract §11). */
function expectCommonHeaders({ headers }: Response): void {
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers.get('x-gantry-version')).toBeTruthy();
  for (const name of ['limit', 'remaining', 'reset'])
    expect([name, headers.get(`x-ratelimit-${name}`)]).toEqual([name, expect.stringMatching(/^\d+$/)]);
}

describe('what every answer has', () => {
  const paths = ['/api/v1/projects', '/api/v2/users/me'];
  const store = (data: { isApiEnabled?: boolean; allowedIps?: string }) =>
    server.database.unscoped.instance.update({ where: { id: 1 }, data });
  const expectRefused = async (status: number, token?: string) => {
    for (const path of paths) {
      const answer = await server.fetch('GET', path, { token });
      expect([path, answer.status]).toEqual([path, status]);
      expectCommonHeaders(answer);
    }
  };
  afterEach(async () => {
    await store({ isApiEnabled: true, allowedIps: '' });
    await server.fetch('GET', '/api/v1/version', { token: await server.key(['read']) });
  });

  it('has the refusal while the API is off', async () => {
    const token = await server.key(['root']);
    await store({ isApiEnabled: false });
    await expectRefused(403, token);
    await expectRefused(403);
  });

  it('has the refusal of an address', async () => {
    const token = await server.key(['root']);
    await store({ allowedIps: '192.0.2.1' });
    await expectRefused(403, token);
    await expectRefused(403);
  });

  it('has the refusal of a credential', async () => {
    await expectRefused(401);
    await expectRefused(401, 'nonsense');
  });

  it.each(['/api/v1/openapi.json', '/api/v2/openapi.json', '/docs/api', '/api/health'])(
    'has %s, which is public',
    async (path) => {
      const answer = await server.fetch('GET', path);
      expect(answer.status).toBe(200);
      expectCommonHeaders(answer);
    },
  );
});

it('the team of a token has two addresses', async () => {
  const token = await server.key(['read']);
  const text = async (path: string) => (await server.fetch('GET', `/api/v1${path}`, { token })).text();
  expect(JSON.parse(await text('/team'))).toMatchObject({ id: 0, personal_team: false });
  expect(await text('/team')).toBe(await text('/teams/current'));
  expect(await text('/team/members')).toBe(await text('/teams/current/members'));
});

it('the document of /api/v2 has the content type of that surface', async () => {
  const answer = await server.fetch('GET', '/api/v2/openapi.json');
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
});
