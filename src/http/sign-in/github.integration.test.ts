import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, createBrowser } from '../browser.testing';
import { startTestServer, type TestServer } from '../testing';
import { type GitHubUser, startGitHub, type TestGitHub } from './github.testing';
import { journey } from './journey.testing';

const callback = '/api/v2/users/oauth2/github/callback';
const grace: GitHubUser = {
  id: 4711,
  login: 'grace',
  name: 'Grace Hopper',
  emails: [
    { email: 'private@example.com', primary: false, verified: true },
    { email: 'Grace@example.com', primary: true, verified: true },
  ],
};

let github: TestGitHub;
let server: TestServer;
beforeAll(async () => {
  github = await startGitHub(grace);
  server = await startTestServer({ providers: async () => ({ github: github.settings, oidc: null }) });
  await server.database.unscoped.instance.update({ where: { id: 1 }, data: { isRegistrationEnabled: true } });
});
afterAll(async () => {
  await server.stop();
  await github.stop();
});

const visit = (browser: Browser, search = '') => journey(browser, server.url, `${callback}${search}`);
const whoAmI = async (browser: Browser) => (await browser.fetch('GET', '/api/v2/users/me')).json();

describe('signing in with GitHub', () => {
  it('asks for the person and their addresses, with state and PKCE', async () => {
    const answer = await createBrowser(server).fetch('GET', callback);
    const location = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, location.origin + location.pathname]).toEqual([
      303,
      `${github.settings.url}/login/oauth/authorize`,
    ]);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      client_id: 'Iv1.gantry',
      redirect_uri: server.url + callback,
      response_type: 'code',
      scope: 'read:user user:email',
      state: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  it('makes an account from the primary address, and knows its number again when all else has changed', async () => {
    const first = createBrowser(server);
    expect(await visit(first)).toBe('/');
    expect(await whoAmI(first)).toMatchObject({
      email: 'grace@example.com',
      name: 'Grace Hopper',
      login_type: 'github',
    });
    github.user = { ...grace, login: 'renamed', name: null, emails: [] };
    const second = createBrowser(server);
    expect(await visit(second)).toBe('/');
    expect(await whoAmI(second)).toEqual(await whoAmI(first));
    github.user = grace;
  });

  it('takes no account over: one with the same address signs in as it always did', async () => {
    github.user = {
      ...grace,
      id: 1,
      emails: [{ email: server.owner.email, primary: true, verified: true }],
    };
    expect(await visit(createBrowser(server))).toBe('/sign-in?error=login_type%3Apassword');
    github.user = grace;
  });

  it('makes no account from an address that GitHub has not verified', async () => {
    github.user = { ...grace, id: 2, emails: [{ email: 'new@example.com', primary: true, verified: false }] };
    expect(await visit(createBrowser(server))).toBe('/sign-in?error=provider_no_email');
    github.user = grace;
  });

  it('refuses a code that GitHub did not give', async () => {
    const browser = createBrowser(server);
    const { location } = Object.fromEntries((await browser.fetch('GET', callback)).headers);
    const state = new URL(location ?? '').searchParams.get('state');
    expect(await visit(browser, `?code=invented&state=${state}`)).toBe('/sign-in?error=provider_failed');
  });

  it('refuses what was begun in another browser, and a state that comes twice', async () => {
    const victim = createBrowser(server);
    const attacker = createBrowser(server);
    const { location } = Object.fromEntries((await attacker.fetch('GET', callback)).headers);
    const back = await fetch(location ?? '', { redirect: 'manual' });
    const planted = new URL(back.headers.get('location') ?? '');
    expect(await visit(victim, planted.search)).toBe('/sign-in?error=state_expired');
    expect(await visit(attacker, planted.search)).toBe('/');
    expect(await visit(attacker, planted.search)).toBe('/sign-in?error=state_expired');
  });

  it.each([
    'https://evil.example.com/',
    '//evil.example.com/',
    '/\\evil.example.com',
    'javascript:alert(1)',
    '/\t/evil.example.com',
  ])('leads to no address of elsewhere: %s', async (redirect) => {
    expect(await visit(createBrowser(server), `?redirect=${encodeURIComponent(redirect)}`)).toBe('/');
  });

  it('leaves one row in the audit trail for each attempt', async () => {
    const rows = await server.database.unscoped.auditLog.findMany({ where: { action: 'session.login' } });
    const outcomes = rows.map(({ outcome, detail }) => [outcome, Reflect.get(Object(detail), 'provider')]);
    expect(outcomes.filter(([outcome]) => outcome === 'success').length).toBeGreaterThan(0);
    expect(outcomes.every(([, provider]) => provider === 'github')).toBe(true);
  });
});

describe('converting a login to GitHub', () => {
  it('works as with any provider', async () => {
    github.user = { ...grace, id: 3, emails: [] };
    const member = await server.member('member');
    const browser = createBrowser(server);
    await browser.signIn(member.email, member.password);
    const body = { to_type: 'github', password: member.password };
    const answer = await browser.fetch('POST', '/api/v2/users/me/convert-login', { body });
    const { state_string } = (await answer.json()) as { state_string: string };
    expect(await visit(browser, `?oidc_merge_state=${state_string}&redirect=/done`)).toBe('/done');
    expect(await whoAmI(browser)).toMatchObject({ id: member.userId, login_type: 'github' });
  });

  it('answers what is not configured', async () => {
    const answer = await createBrowser(server).fetch('GET', '/api/v2/users/oidc/callback');
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { message: 'OAuth provider "oidc" is not configured.' },
    ]);
  });
});
