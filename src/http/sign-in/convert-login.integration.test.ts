import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, createBrowser } from '../browser.testing';
import { startTestServer, type TestServer } from '../testing';
import { journey } from './journey.testing';
import { type Account, startOidcProvider, type TestOidcProvider } from './oidc-provider.testing';

const callback = '/api/v2/users/oidc/callback';
const page = '/account/sign-in-method';
const person = (sub: string): Account => ({
  sub,
  email: `${sub}@provider.example.com`,
  email_verified: true,
  name: 'Somebody',
});

let provider: TestOidcProvider;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
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

interface SignedIn {
  browser: Browser;
  userId: string;
  email: string;
  password: string;
}

async function signedInMember(): Promise<SignedIn> {
  const member = await server.member('member');
  const browser = createBrowser(server);
  await browser.signIn(member.email, member.password);
  return { ...member, browser };
}

const convert = (browser: Browser, body: unknown, user = 'me') =>
  browser.fetch('POST', `/api/v2/users/${user}/convert-login`, { body });

/** Begin a conversion. @returns the state, which the browser takes to the provider */
async function beginConversion({ browser, password }: SignedIn): Promise<string> {
  const answer = await convert(browser, { to_type: 'oidc', password });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { state_string: string }).state_string;
}

const depart = (browser: Browser, state: string) =>
  journey(browser, server.url, `${callback}?oidc_merge_state=${state}&redirect=/done`);
const loginTypeOf = async (id: string) =>
  (await server.database.unscoped.user.findUniqueOrThrow({ where: { id } })).loginType;
const login = ({ email, password }: SignedIn) =>
  server.fetch('POST', '/api/v2/users/login', { body: { email, password } });

describe('a login that is converted to an OpenID provider', () => {
  it('is the provider’s from then on, and the password is refused', async () => {
    provider.person = person('converts');
    const user = await signedInMember();
    const elsewhere = createBrowser(server);
    await elsewhere.signIn(user.email, user.password);

    const answer = await convert(user.browser, { to_type: 'oidc', password: user.password });
    expect([answer.status, await answer.json()]).toEqual([
      201,
      {
        state_string: expect.stringMatching(/^convert-[0-9A-Za-z]{32}$/),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        to_type: 'oidc',
        user_id: user.userId,
      },
    ]);
    expect(user.browser.received.get('coder_oauth_convert_jwt')).toMatch(
      /^coder_oauth_convert_jwt=eyJ[\w.-]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    expect(await loginTypeOf(user.userId)).toBe('password'); // unchanged until the provider has confirmed

    const state = await beginConversion(user);
    expect(await depart(user.browser, state)).toBe('/done');
    const me = await user.browser.fetch('GET', '/api/v2/users/me');
    expect(await me.json()).toMatchObject({ id: user.userId, login_type: 'oidc' });
    expect((await elsewhere.fetch('GET', '/api/v2/users/me')).status).toBe(401);
    expect(user.browser.cookies.has('coder_oauth_convert_jwt')).toBe(false);

    const row = await server.database.unscoped.user.findUniqueOrThrow({ where: { id: user.userId } });
    expect(row.passwordHash).toBeNull();
    const refused = await login(user);
    expect(refused.status).toBe(401); // no password is correct when none is stored

    const again = createBrowser(server);
    expect(await journey(again, server.url, `${callback}?redirect=/`)).toBe('/');
    expect(await (await again.fetch('GET', '/api/v2/users/me')).json()).toMatchObject({ id: user.userId });
  });

  it('is in the audit trail', async () => {
    provider.person = person('audited');
    const user = await signedInMember();
    await depart(user.browser, await beginConversion(user));
    const rows = await server.database.unscoped.auditLog.findMany({ where: { action: 'convert_login' } });
    expect(rows.filter(({ targetUuid }) => targetUuid === user.userId)).toMatchObject([
      { outcome: 'success', actorUserId: user.userId, targetType: 'user', detail: { provider: 'oidc' } },
    ]);
  });

  it('needs the cookie, the state and the user of one request', async () => {
    provider.person = person('mixed-up');
    const user = await signedInMember();
    const other = await signedInMember();
    const state = await beginConversion(user);
    await beginConversion(other);
    // Another user's state, with that user's own cookie and session.
    expect(await depart(other.browser, state)).toBe(`${page}?error=state_expired`);
    // The right state and cookie, without a session.
    const stranger = createBrowser(server);
    stranger.cookies.set(
      'coder_oauth_convert_jwt',
      user.browser.cookies.get('coder_oauth_convert_jwt') ?? '',
    );
    expect(await depart(stranger, state)).toBe(`${page}?error=state_expired`);
    // The right state and session, without the cookie.
    user.browser.cookies.delete('coder_oauth_convert_jwt');
    expect(await depart(user.browser, state)).toBe(`${page}?error=state_expired`);
    expect([await loginTypeOf(user.userId), await loginTypeOf(other.userId)]).toEqual([
      'password',
      'password',
    ]);
  });

  it('uses a state once', async () => {
    provider.person = person('once');
    const user = await signedInMember();
    const state = await beginConversion(user);
    const cookie = user.browser.cookies.get('coder_oauth_convert_jwt') ?? '';
    expect(await depart(user.browser, state)).toBe('/done');
    user.browser.cookies.set('coder_oauth_convert_jwt', cookie);
    expect(await depart(user.browser, state)).toBe(`${page}?error=state_expired`);
  });

  it('leaves everything as it was when the provider account is another user’s', async () => {
    provider.person = person('taken');
    const first = await signedInMember();
    expect(await depart(first.browser, await beginConversion(first))).toBe('/done');
    const second = await signedInMember();
    expect(await depart(second.browser, await beginConversion(second))).toBe(
      `${page}?error=provider_account_taken`,
    );
    expect(await loginTypeOf(second.userId)).toBe('password');
    expect((await login(second)).status).toBe(201);
  });

  it('leaves everything as it was when the person cancels', async () => {
    provider.person = null;
    const user = await signedInMember();
    expect(await depart(user.browser, await beginConversion(user))).toBe(`${page}?error=provider_denied`);
    expect(await loginTypeOf(user.userId)).toBe('password');
  });
});

describe('the request to convert a login', () => {
  it.each([
    [{ to_type: 'token' }, 'Cannot convert to login type "token".'],
    [{ to_type: 'password' }, 'Cannot convert to login type "password".'],
    [{ to_type: 'x' }, 'Unknown login type "x".'],
    [{ to_type: 'github' }, 'OAuth provider "github" is not configured.'],
  ])('%o is refused: %s', async (body, message) => {
    const { browser, password } = await signedInMember();
    const answer = await convert(browser, { ...body, password });
    expect([answer.status, await answer.json()]).toEqual([400, { message }]);
  });

  it('names what is missing, and never repeats a password', async () => {
    const { browser } = await signedInMember();
    const missing = await convert(browser, {});
    expect([missing.status, await missing.json()]).toEqual([
      400,
      {
        message: 'Validation failed.',
        validations: [
          { field: 'to_type', detail: 'Validation failed for tag "required" with value: ""' },
          { field: 'password', detail: 'Validation failed for tag "required"' },
        ],
      },
    ]);
    const wrong = await convert(browser, { to_type: 'oidc', password: ['hunter2'] });
    expect(await wrong.text()).not.toContain('hunter2');
  });

  it('takes the user’s own password', async () => {
    const { browser } = await signedInMember();
    const answer = await convert(browser, { to_type: 'oidc', password: 'not the password' });
    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Incorrect email or password.' }]);
  });

  it('is the user’s own: by uuid, by name, and no one else’s', async () => {
    const user = await signedInMember();
    const body = { to_type: 'oidc', password: user.password };
    expect((await convert(user.browser, body, user.userId)).status).toBe(201);
    const other = await convert(user.browser, body, server.owner.userId);
    expect([other.status, await other.json()]).toEqual([
      404,
      { message: 'Resource not found or you do not have access to this resource' },
    ]);
  });

  it('needs a password based account', async () => {
    provider.person = person('no-password');
    const user = await signedInMember();
    await depart(user.browser, await beginConversion(user));
    const answer = await convert(user.browser, { to_type: 'oidc', password: user.password });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { message: 'User account must have password based authentication.' },
    ]);
  });
});
