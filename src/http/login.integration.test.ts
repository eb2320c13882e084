import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

const minute = 60_000;
let server: TestServer;
let offset = 0;
/** A clock that stands still, so that no delay ends while a slow machine runs the test. */
const begin = Date.now();
const clock = { ...systemClock, now: () => new Date(begin + offset) };
let address = 0;

beforeAll(async () => {
  server = await startTestServer({ clock, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => server.stop());
beforeEach(async () => {
  offset = 0;
  await server.database.unscoped.loginThrottle.deleteMany();
});

/** Log in, each time from another address, so that the limit by address does not apply. */
async function login(body: Record<string, unknown>) {
  const headers = { 'X-Forwarded-For': `192.0.2.${address++ % 250}` };
  const answer = await server.fetch('POST', '/api/v2/users/login', { body, headers });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}

const right = () => ({ email: server.owner.email, password: server.owner.password });
const setInstance = (data: { isPasswordEnabled: boolean }) =>
  server.database.unscoped.instance.update({ where: { id: 1 }, data });
const incorrect = { message: 'Incorrect email or password.' };

describe('signing in at /api/v2/users/login', () => {
  it('answers a session token and a cookie that hold the same session', async () => {
    const { status, body, headers } = await login({ ...right(), email: 'OWNER@example.com' });
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(['session_token']);
    expect(body.session_token).toMatch(/^gnt_ses_/);
    expect(headers.getSetCookie()).toEqual([
      `coder_session_token=${body.session_token}; Path=/; HttpOnly; SameSite=Lax`,
    ]);
    const session = await server.fetch('GET', '/api/v1/sessions/current', { token: body.session_token });
    expect(await session.json()).toMatchObject({ user: { email: server.owner.email } });
  });

  it('says which fields are missing or wrong, never the password', async () => {
    const missing = await login({});
    expect([missing.status, missing.body]).toEqual([
      400,
      {
        message: 'Validation failed.',
        validations: [
          { field: 'email', detail: 'Validation failed for tag "required" with value: ""' },
          { field: 'password', detail: 'Validation failed for tag "required"' },
        ],
      },
    ]);
    const wrong = await login({ email: 'nobody', password: 'hunter2-is-secret' });
    expect(wrong.status).toBe(400);
    expect(JSON.stringify(wrong.body)).not.toContain('hunter2');
  });

  it('answers alike whether the address is unknown or the password wrong', async () => {
    const unknown = await login({ email: 'nobody@example.com', password: 'wrong' });
    const wrong = await login({ ...right(), password: 'wrong' });
    expect([unknown.status, unknown.body]).toEqual([401, incorrect]);
    expect([wrong.status, wrong.body]).toEqual([401, incorrect]);
  });

  it.each([
    [
      'password login is off',
      () => setInstance({ isPasswordEnabled: false }),
      () => setInstance({ isPasswordEnabled: true }),
      403,
      'Password authentication is disabled.',
    ],
    [
      'the user signs in with GitHub',
      () => server.database.unscoped.user.updateMany({ data: { loginType: 'github' } }),
      () => server.database.unscoped.user.updateMany({ data: { loginType: 'password' } }),
      403,
      'Incorrect login type, attempting to use "password" but user is of login type "github"',
    ],
    [
      'the user is suspended',
      () => server.database.unscoped.user.updateMany({ data: { status: 'suspended' } }),
      () => server.database.unscoped.user.updateMany({ data: { status: 'active' } }),
      401,
      'Your account is suspended. Contact an admin to reactivate your account.',
    ],
  ])(
    'is refused when %s, and says so after a right password only',
    async (_, before, after, status, message) => {
      await before();
      try {
        const answer = await login(right());
        expect([answer.status, answer.body]).toEqual([status, { message }]);
        const guess = await login({ ...right(), password: 'wrong' });
        expect([guess.status, guess.body]).toEqual([401, incorrect]);
      } finally {
        await after();
      }
    },
  );

  it('leaves one audit row for each attempt, with the owner of the address as its actor', async () => {
    const outcomes = [];
    for (const body of [
      right(),
      { ...right(), password: 'x' },
      { email: 'nobody@example.com', password: 'x' },
    ]) {
      const { headers } = await login(body);
      const requestId = headers.get('x-request-id') ?? '';
      const rows = await server.database.unscoped.auditLog.findMany({ where: { requestId } });
      outcomes.push(
        rows.map(({ action, outcome, status, actorUserId, detail }) => [
          action,
          outcome,
          status,
          actorUserId,
          detail,
        ]),
      );
    }
    const { userId } = server.owner;
    expect(outcomes).toEqual([
      [['session.login', 'success', 201, userId, null]],
      [['session.login', 'denied', 401, userId, { refusal: 'credentials' }]],
      [['session.login', 'denied', 401, null, { refusal: 'credentials' }]],
    ]);
  });
});

describe('failed sign-ins', () => {
  it.each(['owner@example.com', 'nobody@example.com'])(
    'delay the next ones of %s, and never for good',
    async (email) => {
      const fail = () => login({ email, password: 'wrong' });
      for (let count = 0; count < 5; count++) expect((await fail()).status).toBe(401);
      for (const minutes of [1, 2, 4, 8, 15, 15]) {
        offset += minutes * minute - 2_000;
        const blocked = await fail();
        expect([minutes, blocked.status]).toEqual([minutes, 429]);
        const seconds = Number(blocked.headers.get('retry-after'));
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(2);
        expect(blocked.body.message).toMatch(/^Too many failed sign-ins\. Try again in \d seconds?\.$/);
        offset += 3_000;
        expect((await fail()).status).toBe(401);
      }
    },
  );

  it('refuse the right password too while they block, and are forgotten by a sign-in', async () => {
    for (let count = 0; count < 5; count++) await login({ ...right(), password: 'wrong' });
    expect((await login(right())).status).toBe(429);
    const browser = createBrowser(server);
    const answer = await browser.signIn(server.owner.email, server.owner.password);
    expect(new URL((await answer.json()).url).searchParams.get('error')).toMatch(/^too_many_attempts:\d+$/);
    offset += minute + 1_000;
    expect((await login(right())).status).toBe(201);
    expect(await server.database.unscoped.loginThrottle.count()).toBe(0);
  });

  it('cannot be outrun by trying at once', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => login({ ...right(), password: 'wrong' })),
    );
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('do not count when the password was right', async () => {
    await server.database.unscoped.user.updateMany({ data: { status: 'suspended' } });
    for (let count = 0; count < 8; count++) expect((await login(right())).status).toBe(401);
    await server.database.unscoped.user.updateMany({ data: { status: 'active' } });
    expect((await login(right())).status).toBe(201);
  });
});
