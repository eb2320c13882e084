import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { emptyServers } from '../../engine/proxy/caddy/servers';
import { textOf } from '../../engine/testing/double-traefik';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { keepProxy } from '../server-sweep/keep-proxy';

let test: MachineTest;
let path: string;
let root: string;

beforeAll(async () => {
  test = await startMachineTest();
  root = await test.server.key(['root']);
  path = `/servers/${test.place.server_uuid}/proxy/configuration`;
});
beforeEach(async () => {
  await test.renew();
  await test.server.database.unscoped.server.updateMany({
    data: { proxyKind: 'caddy', proxyStatus: 'running' },
  });
  await test.server.database.unscoped.proxyConfiguration.deleteMany();
});
afterAll(() => test.server.stop());

const route = (host: string) =>
  `gantry_http:\n  routes:\n    - match: [{host: [${host}]}]\n      handle: [{handler: static_response, body: hello}]\n`;
const first = route('one.example');
const second = `gantry_https:\n  idle_timeout: 5m\n${route('two.example')}`;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const save = (text: string, token?: string) => test.call('PUT', path, { configuration: base64(text) }, token);
const history = async () => (await test.call('GET', `${path}/history`)).body;
const hosts = () =>
  test.host.caddy.servers.gantry_http?.routes.flatMap(
    ({ match }) => match?.flatMap(({ host }) => host ?? []) ?? [],
  );

const ofTraefik = `http:
  routers:
    status: {rule: "Host(\`status.example\`)", service: status}
  services:
    status: {loadBalancer: {servers: [{url: "http://10.0.0.5"}]}}
`;
const traefikFile = () =>
  [...test.host.files]
    .flatMap(([name, content]) => (name.endsWith('/_custom.yml') ? textOf(content) : []))
    .join();

/** Look at the proxy as the sweep does. */
async function keepProxyOf(): Promise<void> {
  const server = await test.server.database.unscoped.server.findFirstOrThrow({
    include: { privateKey: true },
  });
  await keepProxy(test.scope(), server, { isAskedFor: true });
}

describe('the configuration of a proxy', () => {
  it('is empty at first; what is saved is in force, and shown beside what Gantry makes', async () => {
    const before = await test.call('GET', path);
    expect(before.body).toMatchObject({ uuid: null, configuration: '' });
    const saved = await save(second);
    expect([saved.status, saved.body]).toMatchObject([
      200,
      { message: 'Proxy configuration saved.', proxy_type: 'CADDY', configuration: second },
    ]);
    expect(hosts()).toEqual(['two.example']);
    expect(test.host.caddy.servers.gantry_https).toMatchObject({ listen: [':443'], idle_timeout: '5m' });
    const { body } = await test.call('GET', path);
    expect(body).toMatchObject({ configuration: second, uuid: (await history())[0].uuid });
    expect(JSON.parse(body.managed_configuration)).toEqual(emptyServers());
    expect((await test.call('GET', path.replace('/configuration', ''))).body.configuration).toBe(second);
    const { reloads } = test.host.caddy;
    expect((await save(second)).status).toBe(200);
    expect([test.host.caddy.reloads, (await history()).length]).toEqual([reloads, 1]);
  });

  it('is written only on the state that If-Match names', async () => {
    const write = async (tag: string, text: string) =>
      (
        await test.server.fetch('PUT', `/api/v1${path}`, {
          token: root,
          body: { configuration: base64(text) },
          headers: { 'If-Match': tag },
        })
      ).status;
    const tag = (await test.call('GET', path)).headers.get('etag') ?? '';
    expect(await write(tag, first)).toBe(200);
    expect(await write(tag, second)).toBe(412);
    expect(hosts()).toEqual(['one.example']);
    // The route of a component changes nothing that a user has written.
    const now = (await test.call('GET', path)).headers.get('etag') ?? '';
    test.host.caddy.servers = { ...test.host.caddy.servers, other: { listen: [':1'], routes: [] } };
    expect(await write(now, second)).toBe(200);
  });

  it('has a history with who and when, to read and to go back to', async () => {
    for (const text of [first, second]) expect((await save(text)).status).toBe(200);
    const [newer, older, ...others] = await history();
    expect([newer, older, others]).toMatchObject([
      { is_current: true, problem: null },
      { is_current: false },
      [],
    ]);
    expect(older.created_by).toBe(newer.created_by);
    expect(Date.parse(older.created_at)).toBeGreaterThan(0);
    expect((await test.call('GET', `${path}/history/${older.uuid}`)).body.configuration).toBe(first);
    const reverted = await test.call('POST', `${path}/history/${older.uuid}/revert`);
    expect([reverted.status, reverted.body.configuration]).toEqual([200, first]);
    expect(hosts()).toEqual(['one.example']);
    expect((await history())[0]).toMatchObject({ is_current: true, reverted_to: older.uuid });
    expect((await test.call('GET', `${path}/history/nothing`)).status).toBe(404);
  });

  it('is refused with its line before anything is asked of the machine', async () => {
    test.host.before = () => {
      throw new Error('asked');
    };
    const { status, body } = await save('gantry_http:\n  listen: [":22"]\n');
    expect([status, body.errors]).toEqual([
      422,
      { configuration: ['Line 2, gantry_http.listen: listen is reserved for Gantry or unknown.'] },
    ]);
    const judged = await test.call('POST', `${path}/validate`, { configuration: base64('a: 1') });
    expect(judged.body).toMatchObject({ valid: false, problems: [{ line: 1, path: 'a' }] });
    expect((await test.call('PUT', path, { configuration: 'no base64' })).status).toBe(422);
  });

  it('that the proxy refuses is not written', async () => {
    const { answer } = test.host.caddy;
    test.host.caddy.answer = (request) =>
      request.method === 'POST'
        ? { status: 400, headers: {}, body: '{"error":"loading: unknown field \\"x\\""}\n' }
        : answer.call(test.host.caddy, request);
    const { status, body } = await save(first);
    expect([status, body.errors.configuration]).toEqual([
      422,
      ['The proxy refused it: loading: unknown field "x"'],
    ]);
    expect(await history()).toEqual([]);
  });

  it('under which the proxy stops answering is taken back, and says so in the history', async () => {
    await save(first);
    test.host.httpProbe = async () => {
      if (hosts()?.includes('two.example')) throw new AppError('unavailable', '127.0.0.1:80 hangs up.');
      return { status: 404, body: '' };
    };
    const { status, body } = await save(second);
    expect(status).toBe(422);
    expect(body.errors.configuration.join()).toMatch(/reverted.*hangs up/);
    expect(hosts()).toEqual(['one.example']);
    expect(test.host.caddy.servers.gantry_https?.idle_timeout).toBeUndefined();
    const [failed, current] = await history();
    expect([failed, current]).toMatchObject([
      { is_current: false, problem: expect.stringContaining('hangs up') },
      { is_current: true, problem: null },
    ]);
    expect((await test.call('GET', path)).body.configuration).toBe(first);
  });

  it('comes back by the sweep to a proxy that lost it', async () => {
    await save(first);
    test.host.caddy.servers = emptyServers();
    await keepProxyOf();
    expect(hosts()).toEqual(['one.example']);
    const { reloads } = test.host.caddy;
    await keepProxyOf();
    expect(test.host.caddy.reloads).toBe(reloads);
  });

  it('of each program stays while the server uses the other, and says which it is for', async () => {
    const { unscoped } = test.server.database;
    const { uuid } = await unscoped.server.findFirstOrThrow();
    const change = async (proxy_type: string) =>
      (await test.call('PATCH', `/servers/${uuid}/proxy`, { proxy_type })).body;
    await save(first);
    expect(await change('TRAEFIK')).toMatchObject({
      proxy_type: 'TRAEFIK',
      image: 'traefik:v3.7',
      configuration: null,
    });
    const refused = await save(first);
    expect([refused.status, refused.body.errors.configuration]).toEqual([
      422,
      ['Line 1, gantry_http: Only http can be extended.'],
    ]);
    await keepProxyOf();
    expect((await save(ofTraefik)).body).toMatchObject({ proxy_type: 'TRAEFIK', configuration: ofTraefik });
    expect(traefikFile()).toContain('status.example');
    expect((await test.call('GET', path)).body).toMatchObject({
      proxy_type: 'TRAEFIK',
      configuration: ofTraefik,
    });
    const [newer, older] = await history();
    expect([newer, older]).toMatchObject([
      { proxy_type: 'TRAEFIK', is_current: true },
      { proxy_type: 'CADDY', is_current: false },
    ]);
    const reverted = await test.call('POST', `${path}/history/${older.uuid}/revert`);
    expect([reverted.status, reverted.body.message]).toEqual([
      409,
      expect.stringContaining('not written for Traefik'),
    ]);
    expect(await change('CADDY')).toMatchObject({ configuration: first });
    await keepProxyOf();
    expect(hosts()).toEqual(['one.example']);
    expect((await change('NONE')).configuration).toBeNull();
    await change('TRAEFIK');
    await keepProxyOf();
    expect(traefikFile()).toContain('status.example');
    await test.call('PATCH', `/servers/${uuid}/proxy`, { proxy_type: 'CADDY' });
    await keepProxyOf();
  });

  it('of Traefik is reverted, and says so, when Traefik does not activate a router', async () => {
    await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'traefik' } });
    await keepProxyOf();
    test.host.traefik.disabled.set('custom-status', 'unknown matcher');
    const { status, body } = await save(ofTraefik);
    test.host.traefik.disabled.clear();
    expect([status, body.errors.configuration]).toEqual([422, ['The proxy refused it: unknown matcher']]);
    expect(traefikFile()).not.toContain('status.example');
    expect(await history()).toEqual([]);
    await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'caddy' } });
    await keepProxyOf();
  });

  it('is not for a server without a proxy, nor for one that is not validated', async () => {
    const { unscoped } = test.server.database;
    await unscoped.server.updateMany({ data: { hostKey: null } });
    expect((await save(first)).status).toBe(412);
    await unscoped.server.updateMany({ data: { proxyKind: 'none', hostKey: 'AAAA' } });
    expect((await save(first)).body.message).toBe('This server has no proxy to configure.');
  });
});

describe('requests that nothing serves', () => {
  const change = (body: object) => test.call('PATCH', path.replace('/configuration', ''), body);
  const target = 'https://example.com/moved?from=here';
  const targets = () => JSON.stringify(test.host.caddy.servers).match(/https:\/\/[^"]*moved[^"]*/g) ?? [];

  it('are redirected to a URL by the next look at the server, again after the proxy lost it, and no longer when it is off', async () => {
    const { body } = await test.call('GET', path.replace('/configuration', ''));
    expect(body).toMatchObject({ redirect_enabled: true, redirect_url: null });
    const set = await change({ redirect_url: target });
    expect([set.status, set.body]).toMatchObject([200, { redirect_enabled: true, redirect_url: target }]);
    await keepProxyOf();
    expect(targets()).toEqual([target, target]);
    test.host.caddy.servers = emptyServers();
    await keepProxyOf();
    expect(targets()).toEqual([target, target]);
    expect((await change({ redirect_enabled: false })).body).toMatchObject({
      redirect_enabled: false,
      redirect_url: target,
    });
    await keepProxyOf();
    expect(targets()).toEqual([]);
    await change({ redirect_enabled: true, redirect_url: null });
    await keepProxyOf();
    expect(test.host.caddy.servers).toEqual(emptyServers());
  });

  it('are not redirected to what is no plain URL', async () => {
    const before = (await test.call('GET', path.replace('/configuration', ''))).body;
    for (const redirect_url of ['https://x/$1\r\nX: y', 'javascript:alert(1)', 'https://a:b@c/', '']) {
      const { status, body } = await change({ redirect_url });
      expect([status, Object.keys(body.errors)]).toEqual([422, ['redirect_url']]);
    }
    expect((await test.call('GET', path.replace('/configuration', ''))).body).toEqual(before);
  });
});
