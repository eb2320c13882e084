import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, createBrowser } from '../../http/browser.testing';
import { startTestServer, type TestServer } from '../../http/testing';
import { systemClock } from '../../lib/clock';
import { type FakeGitHub, startFakeGitHub } from '../../services/github-apps/testing';

const HOUR_MS = 3_600_000;

let github: FakeGitHub;
let server: TestServer;
let browser: Browser;
let lateMs = 0;
beforeAll(async () => {
  github = await startFakeGitHub();
  const clock = { ...systemClock, now: () => new Date(systemClock.now().getTime() + lateMs) };
  server = await startTestServer({ internalHosts: ['127.0.0.1'], clock });
});
afterAll(async () => {
  await server.stop();
  await github.stop();
});
beforeEach(async () => {
  lateMs = 0;
  github.outage = null;
  await server.database.unscoped.githubApp.deleteMany();
  await server.database.unscoped.privateKey.deleteMany();
  browser = await signedIn(server.owner);
});

async function signedIn({ email, password }: { email: string; password: string }): Promise<Browser> {
  const fresh = createBrowser(server);
  await fresh.signIn(email, password);
  return fresh;
}

async function call(by: Browser, method: string, path: string, body?: unknown) {
  const answer = await by.fetch(method, `/api/v1${path}`, { body });
  return { status: answer.status, body: await answer.json() };
}

const begin = (more: Record<string, unknown> = {}, by = browser) =>
  call(by, 'POST', '/github-apps/manifests', {
    name: 'Acme deployments',
    html_url: github.url,
    api_url: github.url,
    ...more,
  });

/** Get the path of a URL on this server. */
const pathOf = (url: string) => url.slice(server.url.length);
const unescaped = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
const pressed = async (page: Response, fields: Record<string, string> = {}) => {
  const action = /action="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const url = new URL(unescaped(action), github.url);
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
};
const queryOf = (answer: Response) =>
  Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);

/** Go to GitHub and press "Create". @returns the parameters with which GitHub redirects the browser back */
async function createAtGitHub(url: string, by = browser): Promise<Record<string, string>> {
  const departure = await by.fetch('GET', pathOf(url));
  const page = await departure.clone().text();
  const manifest = unescaped(/name="manifest" value="([^"]*)"/.exec(page)?.[1] ?? '');
  return queryOf(await pressed(await pressed(departure, { manifest })));
}
const finish = (sent: unknown, by = browser) => call(by, 'POST', '/github-apps/manifests/conversions', sent);

async function created() {
  const { body } = await begin();
  return (await finish(await createAtGitHub(body.url))).body;
}

describe('a GitHub App from a manifest', () => {
  it('is created at GitHub, kept with its secrets, and installed', async () => {
    const begun = await begin();
    expect(begun.status).toBe(201);
    const sent = await createAtGitHub(begun.body.url);
    const made = await finish(sent);
    expect(made.status).toBe(201);
    const { app, install_url } = made.body;
    expect(github.manifest).toEqual({
      name: 'Acme deployments',
      url: server.url,
      description: expect.any(String),
      public: false,
      redirect_url: `${server.url}/sources/github/created`,
      setup_url: `${server.url}/sources/github/${app.uuid}/installed`,
      setup_on_update: true,
      request_oauth_on_install: false,
      hook_attributes: { url: `${server.url}/webhooks/source/github/events`, active: true },
      default_permissions: {
        contents: 'read',
        deployments: 'write',
        metadata: 'read',
        pull_requests: 'write',
        statuses: 'write',
      },
      default_events: ['push', 'pull_request'],
    });
    expect(app).toMatchObject({
      name: 'Acme deployments',
      app_id: github.appId,
      client_id: 'Iv1.created',
      installation_id: null,
      organization: null,
    });
    const row = await server.database.unscoped.githubApp.findFirstOrThrow({ include: { privateKey: true } });
    expect(row).toMatchObject({ slug: 'acme-gantry', privateKey: { name: 'GitHub App acme-gantry' } });
    expect(Buffer.from(row.clientSecret).toString('latin1')).not.toContain('the created client secret');
    expect(install_url).toMatch(`${github.url}/apps/acme-gantry/installations/new?state=`);

    const { installation_id, state } = queryOf(await pressed(await fetch(install_url)));
    const body = { installation_id: Number(installation_id), state };
    const installed = await call(browser, 'PUT', `/github-apps/${app.uuid}/installation`, body);
    expect([installed.status, installed.body.installation_id]).toEqual([200, github.installationId]);
    const repositories = await call(browser, 'GET', `/github-apps/${app.uuid}/repositories`);
    expect(repositories.status).toBe(200);
    const again = await call(browser, 'PUT', `/github-apps/${app.uuid}/installation`, body);
    expect(again.status).toBe(409);
  });

  it('is created in an organization at GitHub', async () => {
    const { body } = await begin({ organization: 'acme' });
    const departure = await browser.fetch('GET', pathOf(body.url));
    const page = unescaped(await departure.text());
    expect(page).toContain(`action="${github.url}/organizations/acme/settings/apps/new?state=`);
    expect(departure.headers.get('content-security-policy')).toContain(`form-action ${github.url};`);
    expect((await begin({ organization: '../evil' })).status).toBe(422);
    expect((await begin({ html_url: 'https://10.0.0.1' })).status).toBe(422);
    expect((await begin({ name: 'x'.repeat(35) })).status).toBe(422);
  });

  it('escapes what a user has typed in the page that leads to GitHub', async () => {
    const { body } = await begin({ name: `"><script>'&` });
    const page = await (await browser.fetch('GET', pathOf(body.url))).text();
    expect(page).not.toContain('"><script>');
    expect(unescaped(page)).toContain(String.raw`\"><script>'&`);
  });

  it('is finished once', async () => {
    const sent = await createAtGitHub((await begin()).body.url);
    const answers = await Promise.all([finish(sent), finish(sent)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { status, body } = await finish(sent);
    expect([status, body.message]).toEqual([409, expect.stringContaining('was already completed')]);
    expect(await server.database.unscoped.githubApp.count()).toBe(1);
    const departure = await browser.fetch(
      'GET',
      pathOf((await begin()).body.url).replace(/state=.*/, 'state=x'),
    );
    expect(departure.headers.get('location')).toBe(`${server.url}/sources?refused=departure`);
  });

  it('is finished by the user, browser and organization that began it alone', async () => {
    const sent = await createAtGitHub((await begin()).body.url);
    const others = [
      await signedIn(server.owner),
      await signedIn(await server.member('admin')),
      await signedIn(await server.member('owner', 'new')),
    ];
    for (const other of others) {
      const { status, body } = await finish(sent, other);
      expect([status, body.message]).toEqual([404, expect.stringContaining('in another browser')]);
    }
    const token = await server.key(['root']);
    const byToken = await server.fetch('POST', '/api/v1/github-apps/manifests', {
      token,
      body: { name: 'x' },
    });
    expect(byToken.status).toBe(403);
    expect((await finish(sent)).status).toBe(201);
  });

  it('is not taken from GitHub after half an hour', async () => {
    const sent = await createAtGitHub((await begin()).body.url);
    lateMs = HOUR_MS / 2 + 1000;
    const { status, body } = await finish(sent);
    expect([status, body.message]).toEqual([400, expect.stringContaining('more than 30 minutes')]);
  });

  it('is not taken when GitHub refuses its code, and can be tried again when GitHub was away', async () => {
    const { state = '' } = await createAtGitHub((await begin()).body.url);
    github.outage = 502;
    expect((await finish({ code: 'known', state })).status).toBe(503);
    github.outage = null;
    github.codes.add('known');
    expect((await finish({ code: '../../app', state })).status).toBe(422);
    expect((await finish({ code: 'known', state })).status).toBe(201);
    const second = await createAtGitHub((await begin()).body.url);
    const refused = await finish({ ...second, code: 'unknown' });
    expect([refused.status, refused.body.message]).toEqual([
      400,
      expect.stringContaining('GitHub does not accept this code'),
    ]);
  });
});

describe('the installation of a GitHub App', () => {
  it('is taken when GitHub says that it is of the app, and of no other', async () => {
    const { app } = await created();
    const take = (installation_id: number, more = {}) =>
      call(browser, 'PUT', `/github-apps/${app.uuid}/installation`, { installation_id, ...more });
    expect((await take(999)).status).toBe(404);
    expect((await take(github.installationId, { state: 'unknown' })).status).toBe(404);
    // There is no state: the installation was changed at GitHub, and the user confirmed it here.
    expect((await take(github.installationId)).status).toBe(200);
  });

  it('can be begun again from the list', async () => {
    const { app } = await created();
    const { status, body } = await call(browser, 'POST', `/github-apps/${app.uuid}/installations`);
    expect([status, body.url]).toEqual([
      201,
      expect.stringContaining('/apps/acme-gantry/installations/new?'),
    ]);
    const other = await signedIn(await server.member('owner', 'new'));
    expect((await call(other, 'POST', `/github-apps/${app.uuid}/installations`)).status).toBe(404);
  });
});
