import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let root: string;
beforeAll(async () => {
  server = await startTestServer({ trustedProxies: ['127.0.0.1'] });
  root = await server.key(['root']);
});
afterAll(() => server.stop());

const inside = { 'X-Forwarded-For': '192.0.2.7' };
const outside = { 'X-Forwarded-For': '203.0.113.9' };
const unauthenticated = [401, '{"message":"Unauthenticated."}'];

async function ask(headers: Record<string, string>, token?: string, path = '/api/v1/version') {
  const answer = await server.fetch('GET', path, { headers, ...(token ? { token } : {}) });
  return [answer.status, await answer.text()];
}

describe('the list of the installation', () => {
  const refusal = '{"success":true,"message":"You are not allowed to access the API."}';
  const store = (allowedIps: string) =>
    server.database.unscoped.instance.update({ where: { id: 1 }, data: { allowedIps } });
  beforeEach(() => store('192.0.2.0/24,2001:db8::/32'));
  afterEach(async () => {
    await store('');
    await ask(inside, root);
  });

  it('admits and refuses from the next request on, before anything is said about the credential', async () => {
    expect(await ask(inside, root)).toEqual([200, '4.3.11']);
    expect(await ask(outside, root)).toEqual([403, refusal]);
    expect(await ask(outside, 'nonsense')).toEqual([403, refusal]);
    expect(await ask(outside)).toEqual([403, refusal]);
    expect((await ask({ 'X-Forwarded-For': '2001:db8::9' }, root))[0]).toBe(200);
  });

  it('speaks as Coder on /api/v2, and refuses tokens on tRPC', async () => {
    const v2 = await server.fetch('GET', '/api/v2/users/me', { token: root, headers: outside });
    expect([v2.status, await v2.json()]).toEqual([
      403,
      {
        message: 'You are not allowed to access the API.',
        detail: 'Client address is not in the allowed list.',
      },
    ]);
    const trpc = await server.fetch('GET', '/api/trpc/system.version', { token: root, headers: outside });
    expect([trpc.status, (await trpc.json()).error.message]).toEqual([
      403,
      'You are not allowed to access the API.',
    ]);
  });

  it('applies to signing in by the API, not to the console nor to health', async () => {
    const login = await server.fetch('POST', '/api/v2/users/login', { body: {}, headers: outside });
    expect(login.status).toBe(403);
    const browser = createBrowser(server);
    await browser.signIn(server.owner.email, server.owner.password);
    const page = await browser.fetch('GET', '/api/trpc/session.current?input=%7B%7D', { headers: outside });
    expect(page.status).toBe(200);
    expect((await browser.fetch('GET', '/api/v1/teams', { headers: outside })).status).toBe(403);
    expect(await ask(outside, undefined, '/api/health')).toEqual([200, 'OK']);
  });

  it('still applies to what works while the API is off', async () => {
    expect((await ask(outside, root, '/api/v1/enable'))[0]).toBe(403);
  });

  it('that cannot be read admits no one', async () => {
    await store('192.0.2.0/24,nonsense');
    expect(await ask(inside, root)).toEqual([403, refusal]);
  });
});

describe('the list of a key', () => {
  it('makes it an unknown one elsewhere, on every surface', async () => {
    const token = await server.key(['read']);
    await server.database.unscoped.apiKey.update({
      where: { id: token.split('_')[2] ?? '' },
      data: { allowedIps: ['192.0.2.0/24'] },
    });
    expect((await ask(inside, token))[0]).toBe(200);
    expect(await ask(outside, token)).toEqual(unauthenticated);
    const v2 = await server.fetch('GET', '/api/v2/users/me', { token, headers: outside });
    expect([v2.status, (await v2.json()).detail]).toEqual([401, 'API key is invalid.']);
  });

  it('that cannot be read admits no one', async () => {
    const token = await server.key(['read']);
    await server.database.unscoped.apiKey.update({
      where: { id: token.split('_')[2] ?? '' },
      data: { allowedIps: ['nonsense'] },
    });
    expect(await ask(inside, token)).toEqual(unauthenticated);
  });
});

describe('settings', () => {
  const patch = (body: object, token = root, headers: Record<string, string> = inside) =>
    server.fetch('PATCH', '/api/v1/settings', { token, body, headers });

  it('are shown with the address that asks', async () => {
    const answer = await server.fetch('GET', '/api/v1/settings', { token: root, headers: inside });
    expect(await answer.json()).toEqual({
      instance_name: 'Gantry',
      is_api_enabled: true,
      allowed_ips: '',
      is_registration_enabled: false,
      is_two_factor_required: false,
      own_address: '192.0.2.7',
    });
  });

  it('keep a list in one spelling, and it counts at once', async () => {
    const saved = await patch({ allowed_ips: '192.0.2.7, ::ffff:192.0.2.1, 192.0.2.0/24,198.51.100.1' });
    expect((await saved.json()).allowed_ips).toBe('192.0.2.0/24,198.51.100.1');
    expect((await ask(outside, root))[0]).toBe(403);
    expect((await ask(outside))[0]).toBe(403);
    expect((await (await patch({ allowed_ips: '0.0.0.0/0' })).json()).allowed_ips).toBe('');
    expect((await ask(outside, root))[0]).toBe(200);
  });

  it('do not lock out the caller who saves them, unless confirmed', async () => {
    const refused = await patch({ allowed_ips: ['198.51.100.0/24'] });
    expect([refused.status, (await refused.json()).own_address]).toEqual([409, '192.0.2.7']);
    const wrong = await patch({ allowed_ips: '192.0.2.7,nowhere' });
    expect([wrong.status, (await wrong.json()).errors]).toEqual([
      422,
      { allowed_ips: ['Not an IP address or CIDR range: nowhere.'] },
    ]);
    expect((await ask(inside, root))[0]).toBe(200);
    expect((await patch({ allowed_ips: ['198.51.100.0/24'], confirm: true })).status).toBe(200);
    expect((await ask(inside, root))[0]).toBe(403);
    await patch({ allowed_ips: '' }, root, { 'X-Forwarded-For': '198.51.100.7' });
    expect((await ask(inside, root))[0]).toBe(200);
  });

  it('belong to owner and admin of the first organization', async () => {
    const stranger = await server.key(['root'], await server.member('owner', 'new'));
    expect((await patch({ instance_name: 'Mine' }, stranger)).status).toBe(403);
    const member = await server.key(['inherit'], await server.member('member'));
    expect((await patch({ instance_name: 'Mine' }, member)).status).toBe(403);
    expect((await server.fetch('GET', '/api/v1/settings', { token: member })).status).toBe(403);
    const mail = await server.key(['write:sensitive']);
    expect((await patch({ instance_name: 'Mine' }, mail)).status).toBe(403);
    const admin = await server.key(['root'], await server.member('admin'));
    expect((await patch({ instance_name: 'Ours' }, admin)).status).toBe(200);
  });
});
