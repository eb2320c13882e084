// One suite of routes for every program that can be the proxy of a server.
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployed } from './gantry/deployment';
import { startLoad } from './load/steady-load';
import { claimed, claims } from './routes/claims';
import { availableProxies, login, openStage, type Stage } from './routes/stage';
import { type Visitor, wholeAnswer } from './routes/visitor';

const MIB = 1024 * 1024;
const UPLOAD_BYTES = 1024 * MIB;
/** What a proxy that streams may hold of an upload. */
const IN_FLIGHT_BYTES = MIB;
const REDEPLOYS = 20;

describe.each(availableProxies)('%s', (program) => {
  let stage: Stage;
  let visitor: Visitor;
  beforeAll(async () => {
    stage = await openStage(program);
    visitor = stage.visitor;
  });
  afterAll(() => stage?.close());

  const behind = async (url: string) => {
    const { application, url: path } = await visitor.seen(url);
    return `${application} ${path}`;
  };
  const statusOf = async (url: string, headers?: Record<string, string>) =>
    (await visitor.ask(url, { headers })).status;
  /** Where a URL leads permanently, for good and for all methods. */
  const movedTo = async (url: string, headers?: Record<string, string>) => {
    const [got, posted] = await Promise.all(
      ['GET', 'POST'].map((method) => visitor.ask(url, { method, headers })),
    );
    expect([301, 308]).toContain(got?.status);
    expect(posted?.status).toBe(308); // 301 would make a GET of it
    expect(posted?.headers.location).toBe(got?.headers.location);
    return got?.headers.location;
  };

  describe('hosts', () => {
    it.each([
      ['one.example', 'plain'],
      ['two.example', 'plain'],
      ['ONE.Example', 'plain'],
      ['one.example:80', 'plain'],
      ['any.wild.example', 'plain'],
      ['own.wild.example', 'api'],
    ])('%s is served by %s', async (host, application) => {
      expect(await behind(`http://${host}/`)).toBe(`${application} /`);
    });

    it.each(['unknown.example', 'wild.example', 'a.b.wild.example', 'sub.one.example', 'one.example.net'])(
      '%s is not served',
      async (host) => {
        expect(await statusOf(`http://${host}/`)).toBe(404);
      },
    );
  });

  describe('paths', () => {
    it.each([
      ['/', 'plain /'],
      ['/other/page?q=1&r=%20', 'plain /other/page?q=1&r=%20'],
      ['/apis', 'plain /apis'],
      ['/api', 'api /'],
      ['/api/', 'api /'],
      ['/api/items?q=1', 'api /items?q=1'],
      ['/api/a%20b/%C3%A9', 'api /a%20b/%C3%A9'],
      ['/api/deeper', 'api /deeper'],
      ['/api/deep', 'deep /api/deep'],
      ['/api/deep/x?y=z', 'deep /api/deep/x?y=z'],
    ])('%s reaches %s', async (path, expected) => {
      expect(await behind(`http://paths.example${path}`)).toBe(expected);
    });
  });

  describe('redirects', () => {
    const target = '/a%20b/c?q=1&next=https://other.example/%C3%A9';

    it('lead to the spelling with www, by https at once', async () => {
      const secure = `https://www.secure.example${target}`;
      expect(await movedTo(`http://secure.example${target}`)).toBe(secure);
      expect(await movedTo(`http://www.secure.example${target}`)).toBe(secure);
      expect(await movedTo(`https://secure.example${target}`)).toBe(secure);
      expect(await behind(secure)).toBe(`secure ${target}`);
    });

    it('lead to the spelling without www, by the same scheme', async () => {
      expect(await movedTo(`http://www.locked.example${target}`)).toBe(`http://locked.example${target}`);
    });

    it('are not led astray by what visitors claim', async () => {
      const claims = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example' };
      expect(await movedTo('http://www.secure.example/', claims)).toBe('https://www.secure.example/');
    });

    it('lead from what nothing serves to the URL of the server, and from nothing else', async () => {
      const { gantry, place } = stage;
      const target = 'https://elsewhere.example/moved?from=here';
      const redirect = (redirect_url: string | null) =>
        gantry.rest.patch(`/servers/${place.server_uuid}/proxy`, { redirect_url });
      const answer = async (url: string) => {
        const { status, headers } = await visitor.ask(url);
        return [status, headers.location];
      };
      const unknown = 'http://unknown.example/path?q=https://evil.example/';
      await redirect(target);
      await expect.poll(() => answer(unknown), { timeout: 30_000 }).toEqual([302, target]);
      expect(await behind('http://one.example/')).toBe('plain /');
      expect(await answer('http://elsewhere.example/')).toEqual([404, undefined]);
      await redirect(null);
      await expect.poll(() => answer(unknown), { timeout: 30_000 }).toEqual([404, undefined]);
    });

    it('are left out where https is not forced', async () => {
      expect(await behind('http://both.example/x')).toBe('deep /x');
      expect(await behind('https://both.example/x')).toBe('deep /x');
    });
  });

  describe('headers', () => {
    it.each([
      ['http', 'one.example'],
      ['https', 'both.example'],
    ])('tell the application who asks, and how, by %s', async (scheme, host) => {
      const { headers } = await visitor.seen(`${scheme}://${host}/`, { headers: { 'X-Own': 'kept' } });
      const address = stage.lab.gateway;
      expect(headers).toMatchObject({
        host,
        'x-forwarded-for': address,
        'x-forwarded-host': host,
        'x-forwarded-proto': scheme,
        'x-real-ip': address,
        'x-own': 'kept',
      });
    });

    it('of visitors are not believed', async () => {
      for (const url of ['http://one.example/', 'https://both.example/', 'http://paths.example/api']) {
        const { headers } = await visitor.seen(url, { headers: claims });
        expect(JSON.stringify(headers)).not.toMatch(claimed);
      }
    });

    // Traefik trusts only what its static configuration names.
    if (program === 'caddy')
      it('of a proxy that the custom part trusts are believed', async () => {
        const { gantry, place, lab } = stage;
        const save = (text: string) =>
          gantry.rest.call('PUT', `/servers/${place.server_uuid}/proxy/configuration`, {
            configuration: Buffer.from(text).toString('base64'),
          });
        const trust = { trusted_proxies: { source: 'static', ranges: [lab.gateway] } };
        await save(JSON.stringify({ gantry_http: trust }));
        const { headers } = await visitor.seen('http://one.example/', { headers: claims });
        await save('');
        expect(headers).toMatchObject({
          forwarded: claims.Forwarded,
          'x-forwarded-for': `${claims['X-Forwarded-For']}, ${lab.gateway}`,
          'x-forwarded-prefix': claims['X-Forwarded-Prefix'],
          'x-real-ip': claims['X-Real-Ip'],
        });
      });

    it('keep search engines off the domains that say so, and no others', async () => {
      const tagOf = async (host: string) =>
        (await visitor.ask(`http://${host}/`)).headers['x-robots-tag'] ?? null;
      expect(await tagOf('two.example')).toMatch(/noindex/);
      expect(await tagOf('one.example')).toBeNull();
    });
  });

  // For Caddy, `proxy-configuration.e2e.test.ts` has more.
  if (program === 'traefik')
    it('serves what users add to its configuration, after all routes of applications', async () => {
      const { gantry, place } = stage;
      const save = (part: object) =>
        gantry.rest.call('PUT', `/servers/${place.server_uuid}/proxy/configuration`, {
          configuration: Buffer.from(JSON.stringify(part)).toString('base64'),
        });
      const redirectRegex = { regex: '^.*$', replacement: 'https://added.example/' };
      const rule = 'PathPrefix(`/`) && HeaderRegexp(`Accept`, `added`)';
      const router = { rule, priority: 1_000_000, service: 'noop@internal', middlewares: ['away'] };
      await save({ http: { routers: { added: router }, middlewares: { away: { redirectRegex } } } });
      const headers = { Accept: 'added' };
      const added = await visitor.ask('http://unknown.example/', { headers });
      expect(added.headers.location).toBe('https://added.example/');
      expect(await statusOf('http://one.example/', headers)).toBe(200);
      await save({});
      expect(await statusOf('http://unknown.example/', headers)).toBe(404);
    });

  it('compresses for those who take it, where the application wants it', async () => {
    const text = (host: string, encoding: string) =>
      visitor.ask(`http://${host}/text`, { headers: { 'Accept-Encoding': encoding } });
    const plain = await text('own.wild.example', 'identity');
    const compressed = await text('own.wild.example', 'gzip');
    expect([plain, compressed].map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      'gzip',
    ]);
    expect(gunzipSync(compressed.body).equals(plain.body)).toBe(true);
    expect(compressed.body.length).toBeLessThan(plain.body.length / 2);
    expect((await text('one.example', 'gzip')).headers['content-encoding']).toBeUndefined();
  });

  it('lets those in who know the password', async () => {
    const url = 'http://locked.example/';
    const { username, password } = login;
    const authorization = (text: string) => ({
      Authorization: `Basic ${Buffer.from(text).toString('base64')}`,
    });
    const refused = await visitor.ask(url);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      401,
      expect.stringMatching(/^Basic realm=/),
    ]);
    expect(await statusOf(url, authorization(`${username}:wrong`))).toBe(401);
    expect(await statusOf(url, authorization(`bob:${password}`))).toBe(401);
    expect(await statusOf(url, authorization(`${username}:${password}`))).toBe(200);
  });

  it.each(['http://one.example/', 'http://paths.example/api/x', 'https://both.example/'])(
    'carries a WebSocket to %s',
    async (url) => {
      const socket = await visitor.webSocket(url);
      for (const text of ['hello', 'grüß dich', '']) expect(await socket.say(text)).toBe(text);
      socket.close();
    },
  );

  it.each(['http://one.example', 'http://paths.example/api', 'https://both.example'])(
    'hands on each event of %s when it comes',
    async (base) => {
      const events = await visitor.events(`${base}/events`);
      for (const event of ['first', 'second', 'third']) {
        await visitor.ask(`${base}/say`, { method: 'POST', body: event });
        expect(await events.next()).toEqual({ done: false, value: event });
      }
      await events.return();
    },
  );

  it('hands on an upload of 1 GB as it comes', async () => {
    const host = 'http://one.example';
    const received = async () => JSON.parse(String((await visitor.ask(`${host}/received`)).body));
    const upload = visitor.open(`${host}/upload`, {
      method: 'POST',
      headers: { 'Content-Length': String(UPLOAD_BYTES) },
    });
    const answer = wholeAnswer(upload);
    const zeros = Buffer.alloc(MIB);
    const send = async (bytes: number) => {
      for (let sent = 0; sent < bytes; sent += MIB) if (!upload.write(zeros)) await once(upload, 'drain');
    };
    await send(UPLOAD_BYTES / 2);
    await expect.poll(received).toBeGreaterThan(UPLOAD_BYTES / 2 - IN_FLIGHT_BYTES);
    const size = ['docker', 'inspect', '--size', '--format', '{{.SizeRw}}', 'coolify-proxy'];
    expect(Number((await stage.host.exec(size)).stdout)).toBeLessThan(MIB);
    await send(UPLOAD_BYTES / 2);
    upload.end();
    expect(String((await answer).body)).toBe(String(UPLOAD_BYTES));
  });

  it(`fails no request in ${REDEPLOYS} rolling redeploys, and closes no WebSocket of others`, async () => {
    const { gantry, host, rolling } = stage;
    const socket = await visitor.webSocket('http://one.example/');
    const load = startLoad({
      ...{ address: host.ip, port: 80, host: 'rolling.example', path: '/' },
      // How fast the machine is shall not matter.
      ...{ perSecond: 200, mostOpen: 20, deadlineMs: 120_000 },
    });
    for (let turn = 1; turn <= REDEPLOYS; turn++) {
      const tag = turn % 2 === 0 ? '1' : '2';
      await gantry.rest.patch(`/applications/${rolling}`, { docker_registry_image_tag: tag });
      await deployed(gantry, rolling);
    }
    const { sent, failures } = await load.stop();
    expect([...failures]).toEqual([]);
    expect(sent).toBeGreaterThan(REDEPLOYS);
    expect(await socket.say('still here')).toBe('still here');
    socket.close();
  });
});
