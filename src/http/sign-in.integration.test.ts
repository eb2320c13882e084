import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { systemClock } from '../lib/clock';
import { signIn } from '../services/sessions/sign-in';
import { type Browser, createBrowser } from './browser.testing';
import { newRequestInfo } from './request-info.testing';
import { startTestServer, type TestServer } from './testing';

const day = 86_400_000;
let server: TestServer;
let offset = 0;
const clock = { ...systemClock, now: () => new Date(Date.now() + offset) };
let browser: Browser;

beforeAll(async () => {
  server = await startTestServer({ clock });
});
afterAll(() => server.stop());
beforeEach(() => {
  offset = 0;
  browser = createBrowser(server);
});

const cookieName = 'next-auth.session-token';
const current = () => browser.fetch('GET', '/api/v1/sessions/current');

describe('signing in', () => {
  it('gives a cookie that scripts and other sites do not get', async () => {
    const answer = await browser.signIn(server.owner.email, server.owner.password);
    expect(answer.status).toBe(200);
    const cookie = browser.received.get(cookieName);
    expect(cookie).toMatch(/; Path=\/;/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Domain=/);
    const session = await (await current()).json();
    expect(session).toMatchObject({
      role: 'owner',
      user: { email: server.owner.email },
      organization: { no: 0 },
    });
  });

  it('ignores the case of the address', async () => {
    await browser.signIn(server.owner.email.toUpperCase(), server.owner.password);
    expect((await current()).status).toBe(200);
  });

  it.each([
    ['a wrong password', 'owner@example.com', 'wrong'],
    ['an unknown address', 'nobody@example.com', 'wrong'],
    ['nothing', '', ''],
  ])('is refused alike with %s, and says nothing in a URL', async (_, email, password) => {
    const answer = await browser.signIn(email, password);
    expect(answer.status).toBe(401);
    const { url } = await answer.json();
    expect(new URL(url).search).toBe('?error=CredentialsSignin&provider=credentials');
    expect(browser.cookies.has(cookieName)).toBe(false);
  });

  it('is refused for a suspended user', async () => {
    const member = await server.member('member');
    await server.database.unscoped.user.update({
      where: { id: member.userId },
      data: { status: 'suspended' },
    });
    expect((await browser.signIn(member.email, member.password)).status).toBe(401);
  });

  it('is refused without next-auth’s own token', async () => {
    const body = new URLSearchParams({
      email: server.owner.email,
      password: server.owner.password,
      json: 'true',
    });
    await browser.fetch('POST', '/api/auth/callback/credentials', {
      body: body.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(browser.cookies.has(cookieName)).toBe(false);
  });

  it('leaves an audit row, also when it fails', async () => {
    await browser.signIn(server.owner.email, 'wrong');
    await browser.signIn(server.owner.email, server.owner.password);
    const rows = await server.database.unscoped.auditLog.findMany({
      where: { action: 'session.login' },
      orderBy: { seq: 'desc' },
      take: 2,
    });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['success', 'denied']);
  });
});

describe('a session', () => {
  beforeEach(async () => {
    await browser.signIn(server.owner.email, server.owner.password);
  });

  const row = async () => {
    const { session_id } = await (await current()).json();
    return server.database.unscoped.session.findUniqueOrThrow({ where: { id: session_id } });
  };

  it('ends with signing out', async () => {
    const cookie = browser.cookies.get(cookieName) ?? '';
    await browser.signOut();
    expect(browser.cookies.has(cookieName)).toBe(false);
    browser.cookies.set(cookieName, cookie);
    expect((await current()).status).toBe(401);
    expect(await (await browser.fetch('GET', '/api/auth/session')).json()).toEqual({});
  });

  it('ends with the next request after it was revoked', async () => {
    const { id } = await row();
    const answer = await browser.fetch('DELETE', `/api/v1/sessions/${id}`);
    expect([answer.status, await answer.text()]).toEqual([200, '{"message":"Session revoked."}']);
    expect((await current()).status).toBe(401);
  });

  it('ends everywhere at once', async () => {
    const elsewhere = createBrowser(server);
    await elsewhere.signIn(server.owner.email, server.owner.password);
    await browser.fetch('DELETE', '/api/v1/sessions');
    expect((await current()).status).toBe(401);
    expect((await elsewhere.fetch('GET', '/api/v1/sessions/current')).status).toBe(401);
  });

  it('lasts three days', async () => {
    offset = 3 * day + 1000;
    expect((await current()).status).toBe(401);
  });

  it('slides once a day, by three days, and renews its cookie', async () => {
    const before = await row();
    offset = day - 60_000;
    expect((await current()).headers.getSetCookie()).toEqual([]);
    offset = day + 60_000;
    const answer = await current();
    expect(answer.headers.getSetCookie()).toHaveLength(1);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^next-auth\.session-token=.*; Path=\/; Expires=.* GMT; HttpOnly; SameSite=Lax$/,
    );
    const after = await row();
    expect(after.expiresAt.getTime() - before.expiresAt.getTime()).toBeGreaterThanOrEqual(day);
    expect((await current()).headers.getSetCookie()).toEqual([]);
  });

  it('is slid once by many requests at the same time', async () => {
    offset = day + 60_000;
    const answers = await Promise.all(Array.from({ length: 8 }, current));
    expect(answers.filter((answer) => answer.headers.getSetCookie().length > 0)).toHaveLength(1);
  });

  it('ends after thirty days, however busy', async () => {
    const { id } = await row();
    await server.database.unscoped.session.update({
      where: { id },
      data: { absoluteExpiresAt: new Date(Date.now() + day * 1.5) },
    });
    offset = day + 60_000;
    expect((await current()).status).toBe(200);
    const { expiresAt, absoluteExpiresAt } = await server.database.unscoped.session.findUniqueOrThrow({
      where: { id },
    });
    expect(expiresAt).toEqual(absoluteExpiresAt);
    offset = day * 1.5 + 60_000;
    expect((await current()).status).toBe(401);
  });

  it('may be carried as a token', async () => {
    const { token } = await signIn(server.services, newRequestInfo(), {
      email: server.owner.email,
      password: new Secret(server.owner.password),
    });
    const carriers: Record<string, string>[] = [
      { Authorization: `Bearer ${token.reveal()}` },
      { 'Coder-Session-Token': token.reveal() },
      { cookie: `coder_session_token=${token.reveal()}` },
    ];
    for (const headers of carriers) {
      const answer = await server.fetch('GET', '/api/v1/sessions/current', { headers });
      expect(answer.status).toBe(200);
    }
  });

  it('gives way to a token in a header, good or bad', async () => {
    const good = await browser.fetch('GET', '/api/v1/tokens/current', {
      headers: { 'X-API-Key': await server.key(['read']) },
    });
    expect((await good.json()).abilities).toEqual(['read']);
    const bad = await browser.fetch('GET', '/api/v1/sessions/current', {
      headers: { 'X-API-Key': 'nonsense' },
    });
    expect(bad.status).toBe(401);
  });

  it('cannot be made up', async () => {
    browser.cookies.set(cookieName, 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA');
    expect((await current()).status).toBe(401);
  });
});

describe('requests with a cookie that another site could cause', () => {
  beforeEach(async () => {
    await browser.signIn(server.owner.email, server.owner.password);
  });
  const blocked = [403, '{"message":"Cross-site request blocked."}'];

  it.each([
    ['REST', '/api/v1/tokens', { name: 'x' }],
    ['tRPC', '/api/trpc/apiKey.create', { name: 'x' }],
  ])('are blocked on %s', async (surface, path, body) => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await browser.fetch('POST', path, { body, headers });
      expect(answer.status).toBe(403);
      const text = await answer.text();
      if (surface === 'REST') expect([answer.status, text]).toEqual(blocked);
      else expect(JSON.parse(text).error.message).toBe('Cross-site request blocked.');
    }
    expect(await server.database.unscoped.apiKey.count({ where: { name: 'x' } })).toBe(0);
  });

  it('pass from the panel', async () => {
    const answer = await browser.fetch('POST', '/api/trpc/apiKey.create', {
      body: { name: 'from the panel' },
    });
    expect(answer.status).toBe(200);
  });

  it('cannot use the older GET forms', async () => {
    for (const path of ['/api/v1/disable', '/api/v1/enable']) {
      const answer = await browser.fetch('GET', path);
      expect([answer.status, await answer.text(), answer.headers.get('allow')]).toEqual([
        405,
        '{"message":"This endpoint has changed to a POST request."}',
        'POST',
      ]);
    }
    expect(
      (await server.database.unscoped.instance.findUniqueOrThrow({ where: { id: 1 } })).isApiEnabled,
    ).toBe(true);
  });
});
