import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const gone = { message: 'Resource not found or you do not have access to this resource' };

describe('GET /api/v2/users/{user}', () => {
  it('answers the own account in Coder’s shape, whatever it is called', async () => {
    const token = await server.key(['read']);
    const { userId, organizationId, email } = server.owner;
    const me = await server.fetch('GET', '/api/v2/users/me', { token });
    const account = await me.json();
    expect(account).toEqual({
      id: userId,
      username: 'owner',
      email,
      name: 'Owner',
      avatar_url: '',
      created_at: timestamp,
      updated_at: timestamp,
      last_seen_at: timestamp,
      status: 'active',
      login_type: 'password',
      theme_preference: '',
      organization_ids: [organizationId],
      roles: expect.any(Array),
    });
    for (const name of [userId, userId.toUpperCase(), 'owner']) {
      const { id } = (await (await server.fetch('GET', `/api/v2/users/${name}`, { token })).json()) as {
        id: string;
      };
      expect(id).toBe(userId);
    }
  });

  it('answers the same to every other user and without a credential', async () => {
    const token = await server.key(['root']);
    const { userId } = await server.member('member');
    for (const name of [userId, 'nobody', 'x', '%00', "' OR 1=1 --"]) {
      const answer = await server.fetch('GET', `/api/v2/users/${encodeURIComponent(name)}`, { token });
      expect([name, answer.status, await answer.json()]).toEqual([name, 404, gone]);
    }
  });

  it('shows a session all organizations, and a key its own', async () => {
    const { email, password, userId, organizationId } = await server.member('member');
    const other = await server.member('owner', 'new');
    await server.database.unscoped.membership.create({
      data: { userId, organizationId: other.organizationId, role: 'member' },
    });
    const idsFor = async (token: string) => {
      const answer = await server.fetch('GET', '/api/v2/users/me', { token });
      return ((await answer.json()) as { organization_ids: string[] }).organization_ids;
    };
    const login = await server.fetch('POST', '/api/v2/users/login', { body: { email, password } });
    const { session_token } = (await login.json()) as { session_token: string };
    expect(await idsFor(session_token)).toEqual([organizationId, other.organizationId]);
    expect(await idsFor(await server.key(['read'], { userId, organizationId }))).toEqual([organizationId]);
  });
});

describe('GET /api/v2/users/authmethods', () => {
  it('says how to sign in, to every caller', async () => {
    const answer = await server.fetch('GET', '/api/v2/users/authmethods');
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        terms_of_service_url: '',
        github: { enabled: false, default_provider_configured: false },
        password: { enabled: true },
        oidc: { enabled: false, signInText: '', iconUrl: '' },
      },
    ]);
  });

  it('says it in v1’s words too', async () => {
    const answer = await server.fetch('GET', '/api/v1/auth/methods');
    expect(await answer.json()).toEqual({
      password: { enabled: true },
      github: { enabled: false },
      oidc: { enabled: false, name: null },
      registration: { enabled: false },
    });
  });
});

describe('POST /api/v2/users/logout', () => {
  const cleared =
    'coder_session_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';

  it('ends the session of a cookie and takes the cookie away', async () => {
    const { email, password } = await server.member('member');
    const browser = createBrowser(server);
    const login = await browser.fetch('POST', '/api/v2/users/login', { body: { email, password } });
    const { session_token } = (await login.json()) as { session_token: string };
    expect(browser.cookies.get('coder_session_token')).toBe(session_token);
    const answer = await browser.fetch('POST', '/api/v2/users/logout');
    expect([answer.status, await answer.json()]).toEqual([200, { message: 'Logged out!' }]);
    expect(answer.headers.getSetCookie()).toEqual([cleared]);
    expect((await server.fetch('GET', '/api/v2/users/me', { token: session_token })).status).toBe(401);
  });

  it('ends the console’s own session as well', async () => {
    const { email, password } = await server.member('member');
    const browser = createBrowser(server);
    await browser.signIn(email, password);
    expect((await browser.fetch('POST', '/api/v2/users/logout')).status).toBe(200);
    expect((await browser.fetch('GET', '/api/v1/sessions/current')).status).toBe(401);
  });

  it('ends a key, which is what it was called with', async () => {
    const token = await server.key(['read']);
    expect((await server.fetch('POST', '/api/v2/users/logout', { token })).status).toBe(200);
    expect((await server.fetch('GET', '/api/v2/users/me', { token })).status).toBe(401);
  });
});

describe('whatever is not there below /api/v2', () => {
  it.each(['/api/v2', '/api/v2/', '/api/v2/nothing', '/api/v2/users/me/keys/tokens/x/y'])(
    '%s',
    async (path) => {
      const answer = await server.fetch('GET', path);
      expect([answer.status, await answer.json()]).toEqual([404, { message: 'Route not found.' }]);
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('answers 405 for another method, with those that are there', async () => {
    const answer = await server.fetch('DELETE', '/api/v2/auth/scopes');
    expect([answer.status, answer.headers.get('allow'), await answer.json()]).toEqual([
      405,
      'GET, HEAD',
      { message: 'Method not allowed.' },
    ]);
  });

  it('has a document of its own', async () => {
    const answer = await server.fetch('GET', '/api/v2/openapi.json');
    const { paths, servers } = (await answer.json()) as { paths: object; servers: { url: string }[] };
    expect(servers).toEqual([{ url: `${server.url}/api/v2` }]);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/auth/scopes', '/authcheck', '/users/{user}', '/users/{user}/convert-login']),
    );
    expect(Object.keys(paths)).not.toContain('/projects');
  });

  it('says so when the API is switched off', async () => {
    await server.database.unscoped.instance.update({ where: { id: 1 }, data: { isApiEnabled: false } });
    const answer = await server.fetch('GET', '/api/v2/users/me', { token: await server.key(['read']) });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { message: 'API is disabled.', detail: 'An administrator turned the API off.' },
    ]);
    await server.database.unscoped.instance.update({ where: { id: 1 }, data: { isApiEnabled: true } });
  });
});
