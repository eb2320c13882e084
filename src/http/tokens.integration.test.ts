import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function create(token: string, body: Record<string, unknown>) {
  const answer = await server.fetch('POST', '/api/v1/tokens', { token, body });
  return { status: answer.status, body: await answer.json() };
}

const name = () => crypto.randomUUID();

describe('creating a token', () => {
  it('answers exactly what it is, and its secret once', async () => {
    const root = await server.key(['root']);
    const { status, body } = await create(root, {
      name: 'CI',
      abilities: ['read', 'deploy'],
      expires_in_days: 7,
    });
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual([
      'id',
      'no',
      'name',
      'abilities',
      'scopes',
      'expires_at',
      'token',
      'token_coolify',
      'token_coder',
    ]);
    expect(body).toMatchObject({ name: 'CI', abilities: ['read', 'deploy'], scopes: [] });
    const days = (new Date(body.expires_at).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    const listed = await (await server.fetch('GET', '/api/v1/tokens', { token: root })).text();
    expect(listed).toContain('"CI"');
    expect(listed).not.toContain(body.token_coder.split('-')[1]);
  });

  it('gives read for thirty days when nothing is asked for', async () => {
    const { body } = await create(await server.key(['root']), { name: name() });
    expect(body.abilities).toEqual(['read']);
    expect((new Date(body.expires_at).getTime() - Date.now()) / 86_400_000).toBeCloseTo(30, 1);
  });

  it('knows the older names of abilities', async () => {
    const abilities = ['read-only', 'view:sensitive', '*', 'read'];
    const { body } = await create(await server.key(['root']), {
      name: name(),
      abilities,
      expires_in_days: null,
    });
    expect([body.abilities, body.expires_at]).toEqual([['read', 'read:sensitive', 'root'], null]);
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(65) }, 'name'],
    [{ name: 'x', abilities: ['everything'] }, 'abilities.0'],
    [{ name: 'x', abilities: 'read' }, 'abilities'],
    [{ name: 'x', expires_in_days: 8 }, 'expires_in_days'],
    [{ name: 'x', hash: 'x' }, 'hash'],
  ])('refuses %j', async (body, field) => {
    const answer = await create(await server.key(['root']), {
      ...body,
      ...(Object.keys(body).length === 0 ? { abilities: [] } : {}),
    });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
  });

  it('refuses a name that its owner uses, until that one is revoked', async () => {
    const root = await server.key(['root']);
    const first = await create(root, { name: 'twice' });
    expect(await create(root, { name: 'twice' })).toEqual({
      status: 409,
      body: { message: 'An API key with this name already exists.' },
    });
    await server.fetch('DELETE', `/api/v1/tokens/${first.body.id}`, { token: root });
    expect((await create(root, { name: 'twice' })).status).toBe(201);
  });

  it('never gives more than the creating key has', async () => {
    const parent = await create(await server.key(['root']), {
      name: name(),
      abilities: ['root'],
      expires_in_days: 7,
    });
    const child = await create(parent.body.token, { name: name(), abilities: ['inherit'] });
    expect([child.status, child.body.expires_at]).toEqual([201, parent.body.expires_at]);
    for (const expires_in_days of [30, null]) {
      expect(await create(parent.body.token, { name: name(), expires_in_days })).toEqual({
        status: 403,
        body: { message: 'A key cannot create a key that outlives it.' },
      });
    }
    expect(await create(await server.key(['read', 'write', 'deploy']), { name: name() })).toEqual({
      status: 403,
      body: { message: 'Missing required permissions: root' },
    });
  });
});

describe('a member', () => {
  it('may hold only keys that read', async () => {
    const member = await server.member('member');
    const browser = createBrowser(server);
    await browser.signIn(member.email, member.password);
    const ask = async (abilities: string[]) =>
      (await browser.fetch('POST', '/api/v1/tokens', { body: { name: name(), abilities } })).status;
    expect(await ask(['read'])).toBe(201);
    expect(await ask(['inherit'])).toBe(201);
    for (const ability of ['write', 'deploy', 'root', 'read:sensitive'])
      expect(await ask([ability])).toBe(403);
  });

  it('whose key holds more is refused everywhere', async () => {
    const member = await server.member('admin');
    const token = await server.key(['root'], member);
    expect((await server.fetch('GET', '/api/v1/version', { token })).status).toBe(200);
    await server.database.unscoped.membership.updateMany({
      where: { userId: member.userId },
      data: { role: 'member' },
    });
    const answer = await server.fetch('GET', '/api/v1/version', { token });
    expect([answer.status, await answer.text()]).toEqual([403, '{"message":"Missing required team role."}']);
  });

  it('sees and ends own keys alone; an admin those of others too', async () => {
    const member = await server.member('member');
    const own = await server.key(['inherit'], member);
    const { id } = await (await server.fetch('GET', '/api/v1/tokens/current', { token: own })).json();
    const root = await server.key(['root']);
    const { id: foreign } = await (
      await server.fetch('GET', '/api/v1/tokens/current', { token: root })
    ).json();
    const ask = async (method: string, path: string, token: string) =>
      (await server.fetch(method, `/api/v1/tokens${path}`, { token })).status;
    expect(await ask('GET', `/${foreign}`, own)).toBe(404);
    expect(await ask('DELETE', `/${foreign}`, own)).toBe(403); // a member's `inherit` is `read` and grants
    expect(await ask('GET', '?all=1', own)).toBe(403);
    expect(await (await server.fetch('GET', '/api/v1/tokens', { token: own })).json()).toHaveLength(1);
    expect(await ask('GET', '?all=1', root)).toBe(200);
    expect(await ask('DELETE', `/${id}`, root)).toBe(200);
    expect(await ask('GET', '/current', own)).toBe(401);
  });
});

describe('introspection', () => {
  it('tells a key what it is', async () => {
    const { body } = await create(await server.key(['root']), {
      name: 'mirror',
      abilities: ['read:sensitive'],
    });
    const self = await (await server.fetch('GET', '/api/v1/tokens/current', { token: body.token })).json();
    expect(self).toMatchObject({
      id: body.id,
      name: 'mirror',
      kind: 'pat',
      abilities: ['read:sensitive'],
      can_read_sensitive: true,
      user: { email: server.owner.email },
      organization: { no: 0 },
      allowed_ips: [],
      not_before: null,
    });
    expect(self.effective_scopes).toContain('application:read_sensitive');
    expect(self.effective_scopes).not.toContain('application:update');
    expect(JSON.stringify(self)).not.toContain('hash');
  });

  it('needs no ability', async () => {
    const answer = await server.fetch('GET', '/api/v1/tokens/current', {
      token: await server.key(['deploy']),
    });
    expect(answer.status).toBe(200);
    expect((await answer.json()).can_read_sensitive).toBe(false);
  });
});

describe('another organization', () => {
  it('has tokens and teams that are not there', async () => {
    const stranger = await server.member('owner', 'new');
    const token = await server.key(['root'], stranger);
    const { id } = await (
      await server.fetch('GET', '/api/v1/tokens/current', { token: await server.key(['root']) })
    ).json();
    const bodies = await Promise.all(
      [`/api/v1/tokens/${id}`, '/api/v1/tokens/AAAAAAAAAAAA'].map(async (path) =>
        (await server.fetch('GET', path, { token })).text(),
      ),
    );
    expect(bodies).toEqual(['{"message":"API key not found."}', '{"message":"API key not found."}']);
    expect(await (await server.fetch('GET', '/api/v1/teams/0', { token })).text()).toBe(
      '{"message":"Team not found."}',
    );
    expect(await (await server.fetch('GET', '/api/v1/teams', { token })).json()).toHaveLength(1);
  });

  it('cannot switch the API', async () => {
    const token = await server.key(['root'], await server.member('owner', 'new'));
    for (const verb of ['enable', 'disable']) {
      const answer = await server.fetch('POST', `/api/v1/${verb}`, { token });
      expect([answer.status, await answer.text()]).toEqual([
        403,
        `{"message":"You are not allowed to ${verb} the API."}`,
      ]);
    }
  });
});
