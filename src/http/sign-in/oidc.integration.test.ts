import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../lib/clock';
import { type Browser, createBrowser } from '../browser.testing';
import { startTestServer, type TestServer } from '../testing';
import { journey } from './journey.testing';
import { type Account, startOidcProvider, type TestOidcProvider } from './oidc-provider.testing';

const callback = '/api/v2/users/oidc/callback';
const ada: Account = { sub: 'ada-1', email: 'Ada@example.com', email_verified: true, name: 'Ada Lovelace' };

/** Time by which the installation's clock is ahead. */
let aheadMs = 0;
const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + aheadMs) };
let provider: TestOidcProvider;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    clock,
    async providers(publicUrl) {
      provider = await startOidcProvider(publicUrl + callback);
      return { github: null, oidc: provider.settings };
    },
  });
});
afterAll(async () => {
  await server.stop();
  await provider.stop();
});

const instance = () => server.database.unscoped.instance;
const openRegistration = (isRegistrationEnabled: boolean) =>
  instance().update({ where: { id: 1 }, data: { isRegistrationEnabled } });
const visit = (browser: Browser, search = '') => journey(browser, server.url, `${callback}${search}`);
const whoAmI = async (browser: Browser) => (await browser.fetch('GET', '/api/v2/users/me')).json();

describe('signing in with an OpenID provider', () => {
  beforeEach(async () => {
    provider.person = ada;
    await openRegistration(false);
  });

  it('lets no unknown person in, while registration is closed', async () => {
    const browser = createBrowser(server);
    expect(await visit(browser)).toBe('/sign-in?error=provider_unknown_user');
    expect((await browser.fetch('GET', '/api/v2/users/me')).status).toBe(401);
    expect(await server.database.unscoped.user.count({ where: { email: 'ada@example.com' } })).toBe(0);
  });

  it('lets an invited person in, into that organization alone', async () => {
    const person = { ...ada, sub: 'grace-1', email: 'grace@example.com', name: 'Grace Hopper' };
    const invited = await server.fetch(
      'POST',
      `/api/v1/organizations/${server.owner.organizationId}/invitations`,
      {
        token: await server.key(['root']),
        body: { email: person.email, role: 'member' },
      },
    );
    const { token } = (await invited.json()) as { token: string };
    provider.person = { ...person, email_verified: false };
    expect(await visit(createBrowser(server))).toBe('/sign-in?error=provider_unknown_user');
    provider.person = person;
    const browser = createBrowser(server);
    expect(await visit(browser, `?redirect=/invitations/${token}`)).toBe(`/invitations/${token}`);
    expect(
      await server.database.unscoped.membership.count({ where: { user: { email: person.email } } }),
    ).toBe(0);
    const accepted = await browser.fetch('POST', `/api/v1/invitations/${token}/accept`, {});
    expect(accepted.status).toBe(200);
    expect(await whoAmI(browser)).toMatchObject({ organization_ids: [server.owner.organizationId] });
  });

  it('makes an account with an organization of its own, where registration is open, and knows it again', async () => {
    await openRegistration(true);
    const first = createBrowser(server);
    expect(await visit(first, '?redirect=/projects%3Fpage=2')).toBe('/projects?page=2');
    expect(await whoAmI(first)).toMatchObject({
      email: 'ada@example.com',
      name: 'Ada Lovelace',
      login_type: 'oidc',
      organization_ids: [expect.any(String)],
    });
    await openRegistration(false);
    const second = createBrowser(server);
    expect(await visit(second)).toBe('/');
    expect(await whoAmI(second)).toEqual(await whoAmI(first));
  });

  it('refuses a suspended user', async () => {
    const user = { email: 'ada@example.com' };
    await server.database.unscoped.user.update({ where: user, data: { status: 'suspended' } });
    const browser = createBrowser(server);
    expect(await visit(browser)).toBe('/sign-in?error=suspended');
    await server.database.unscoped.user.update({ where: user, data: { status: 'active' } });
  });

  it('says so when the person cancels', async () => {
    provider.person = null;
    expect(await visit(createBrowser(server))).toBe('/sign-in?error=provider_denied');
    const next = encodeURIComponent('/invitations/t1?from=mail');
    expect(await visit(createBrowser(server), `?redirect=${next}`)).toBe(
      `/sign-in?error=provider_denied&next=${next}`,
    );
  });

  it('makes no account from an address that the provider does not vouch for', async () => {
    await openRegistration(true);
    provider.person = { ...ada, sub: 'mallory', email: 'new@example.com', email_verified: false };
    expect(await visit(createBrowser(server))).toBe('/sign-in?error=provider_no_email');
    await openRegistration(false);
    expect(await visit(createBrowser(server))).toBe('/sign-in?error=provider_unknown_user');
  });

  it('takes no account over: one with the same address signs in as it always did', async () => {
    await openRegistration(true);
    provider.person = { ...ada, sub: 'mallory', email: server.owner.email };
    expect(await visit(createBrowser(server))).toBe('/sign-in?error=login_type%3Apassword');
  });

  it('keeps what it needs to know of a sign-in that has begun for ten minutes, sealed', async () => {
    const browser = createBrowser(server);
    const answer = await browser.fetch('GET', callback);
    const departure = new URL(answer.headers.get('location') ?? '');
    expect(departure.searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
    expect(departure.searchParams.get('code_challenge_method')).toBe('S256');
    const rows = await server.database.unscoped.providerSignIn.findMany({ where: { usedAt: null } });
    expect(Buffer.from(rows.at(-1)?.secrets ?? '').toString()).not.toContain('verifier');
    expect(rows.map(({ stateHash }) => stateHash)).not.toContain(departure.searchParams.get('state'));
    aheadMs = 10 * 60_000;
    const state = departure.searchParams.get('state');
    expect(await visit(browser, `?code=any&state=${state}`)).toBe('/sign-in?error=state_expired');
    aheadMs = 0;
  });

  it('gives the cookie of a session like any other', async () => {
    const browser = createBrowser(server);
    await openRegistration(true);
    await visit(browser);
    expect(browser.received.get('next-auth.session-token')).toMatch(
      /^next-auth\.session-token=[\w.-]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const session = await browser.fetch('GET', '/api/auth/session');
    expect(await session.json()).toMatchObject({ user: { email: 'ada@example.com' } });
  });

  it('is on the list of ways to sign in', async () => {
    const answer = await server.fetch('GET', '/api/v2/users/authmethods');
    expect(await answer.json()).toMatchObject({ oidc: { enabled: true, signInText: 'Test ID' } });
  });

  it('is not asked for more often than a sign-in may be tried', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 70; count++)
      statuses.push(
        (await server.fetch('HEAD', callback)).status,
        (await server.fetch('GET', callback)).status,
      );
    const last = await server.fetch('GET', callback);
    expect(statuses).toContain(303);
    expect([last.status, await last.json()]).toEqual([
      429,
      { message: "You've been rate limited for sending more than 60 requests in 1m0s." },
    ]);
    expect(last.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('a provider that is not there', () => {
  it('ends on the sign-in page, and works once it is', async () => {
    let late: TestOidcProvider | undefined;
    const other = await startTestServer({
      async providers(publicUrl) {
        late = await startOidcProvider(publicUrl + callback);
        await late.stop();
        return { github: null, oidc: late.settings };
      },
    });
    const { pathname, search } = new URL((await other.fetch('GET', callback)).headers.get('location') ?? '');
    expect(pathname + search).toBe('/sign-in?error=provider_failed');
    const port = Number(new URL(late?.settings.issuerUrl ?? '').port);
    late = await startOidcProvider(other.url + callback, port);
    expect((await other.fetch('GET', callback)).headers.get('location')).toContain(late.settings.issuerUrl);
    await late.stop();
    await other.stop();
  });
});
