import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMailQueue, type Mailbox, startMailbox } from '../services/mail/testing';
import { type Browser, createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let mailbox: Mailbox;
let owner: Browser;
const queue = createMailQueue();
const newPassword = 'a quite different sentence 42';

beforeAll(async () => {
  mailbox = await startMailbox();
  server = await startTestServer({ queue, smtp: mailbox.smtp, trustedProxies: ['127.0.0.1'] });
  owner = createBrowser(server);
  await owner.signIn(server.owner.email, server.owner.password);
});
afterAll(async () => {
  await server.stop();
  await mailbox.stop();
});
beforeEach(() => {
  mailbox.mails.length = 0;
});

let address = 0;
async function call(browser: Browser, method: string, path: string, body?: unknown) {
  const headers = { 'X-Forwarded-For': `192.0.2.${address++ % 250}` };
  const answer = await browser.fetch(method, `/api/v1${path}`, { body, headers });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

async function signedIn(role: 'owner' | 'member' = 'member') {
  const user = await server.member(role);
  const browser = createBrowser(server);
  await browser.signIn(user.email, user.password);
  return { user, browser };
}
const isSignedIn = async (browser: Browser) =>
  (await call(browser, 'GET', '/sessions/current')).status === 200;

describe('the own profile', () => {
  it('is read and changed', async () => {
    const { user, browser } = await signedIn();
    const { body } = await call(browser, 'GET', '/profile');
    expect(body).toMatchObject({
      id: user.userId,
      email: user.email,
      login_type: 'password',
      two_factor_enabled: false,
    });
    const changed = await call(browser, 'PATCH', '/profile', { name: 'Grace Hopper', username: 'grace' });
    expect([changed.status, changed.body.name, changed.body.username]).toEqual([
      200,
      'Grace Hopper',
      'grace',
    ]);
    const row = await server.database.unscoped.auditLog.findFirstOrThrow({
      where: { action: 'profile.update' },
    });
    expect(row).toMatchObject({ targetUuid: user.userId, diff: { username: { to: 'grace' } } });
  });

  it.each([
    [{ username: 'owner' }, 'username'],
    [{ username: 'me' }, 'username'],
    [{ username: 'Grace Hopper' }, 'username'],
    [{ name: '' }, 'name'],
    [{ email: 'other@example.com' }, 'email'],
    [{ site_role: 'owner' }, 'site_role'],
  ])('refuses %j', async (change, field) => {
    const { browser } = await signedIn();
    const { status, body } = await call(browser, 'PATCH', '/profile', change);
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
  });
});

describe('changing the password', () => {
  it('needs the current one, ends every session, and is told by mail', async () => {
    const { user, browser } = await signedIn();
    const elsewhere = createBrowser(server);
    await elsewhere.signIn(user.email, user.password);
    const change = (current_password: string, password: string) =>
      call(browser, 'POST', '/profile/password', { current_password, password });
    const fieldOf = async (current: string, password: string) => {
      const { status, body } = await change(current, password);
      return [status, ...Object.keys(body.errors)];
    };
    expect(await fieldOf('wrong', newPassword)).toEqual([422, 'current_password']);
    expect(await fieldOf(user.password, 'abc')).toEqual([422, 'password']);
    expect(await fieldOf(user.password, user.password)).toEqual([422, 'password']);
    expect(await isSignedIn(elsewhere)).toBe(true);

    expect(await change(user.password, newPassword)).toEqual({
      status: 200,
      body: { message: 'Password changed. You were signed out everywhere: sign in with the new one.' },
    });
    expect([await isSignedIn(browser), await isSignedIn(elsewhere)]).toEqual([false, false]);
    const again = createBrowser(server);
    await again.signIn(user.email, newPassword);
    expect(await isSignedIn(again)).toBe(true);
    await queue.run(server.services);
    expect(mailbox.mails.at(-1)?.to).toEqual([user.email]);
    expect(mailbox.mails.at(-1)?.parsed.subject).toBe('Your password for Gantry was changed');
  });

  it('counts wrong ones like failed sign-ins', async () => {
    const { browser } = await signedIn();
    const wrong = { current_password: 'wrong', password: newPassword };
    for (let count = 0; count < 5; count++)
      expect((await call(browser, 'POST', '/profile/password', wrong)).status).toBe(422);
    expect((await call(browser, 'POST', '/profile/password', wrong)).status).toBe(429);
  });
});

describe('registration', () => {
  const register = (change: Record<string, string> = {}) =>
    call(createBrowser(server), 'POST', '/registration', {
      name: 'Alan Turing',
      email: 'Alan@Example.com',
      password: newPassword,
      ...change,
    });
  const open = (isRegistrationEnabled: boolean) =>
    server.database.unscoped.instance.update({ where: { id: 1 }, data: { isRegistrationEnabled } });

  it('is closed until the settings open it', async () => {
    expect((await register()).status).toBe(403);
  });

  it('makes a user with an organization of their own', async () => {
    await open(true);
    const { status, body } = await register();
    expect([status, Object.keys(body)]).toEqual([201, ['user_id']]);
    const browser = createBrowser(server);
    await browser.signIn('alan@example.com', newPassword);
    const session = await call(browser, 'GET', '/sessions/current');
    expect(session.body).toMatchObject({ role: 'owner', user: { id: body.user_id, username: 'alan' } });
    expect(session.body.organization.no).not.toBe(0);
    expect((await register()).status).toBe(409);
    expect((await register({ email: 'alan@elsewhere.example.com' })).status).toBe(201);
    expect((await register({ email: 'x@example.com', password: 'abc' })).status).toBe(422);
    await open(false);
  });
});

describe('the users of the installation', () => {
  it('are seen by those who run it alone', async () => {
    const { status, body } = await call(owner, 'GET', '/users');
    expect(status).toBe(200);
    expect(body[0]).toMatchObject({ no: 1, email: server.owner.email, status: 'active' });
    const { browser } = await signedIn();
    expect((await call(browser, 'GET', '/users')).status).toBe(403);
    const foreign = createBrowser(server);
    const stranger = await server.member('owner', 'new');
    await foreign.signIn(stranger.email, stranger.password);
    expect((await call(foreign, 'GET', '/users')).status).toBe(403);
    expect(
      (await call(foreign, 'PATCH', `/users/${server.owner.userId}`, { status: 'suspended' })).status,
    ).toBe(403);
  });

  it('are suspended at once, keys included, and let in again', async () => {
    const { user, browser } = await signedIn();
    const token = await server.key(['read'], user);
    const set = (status: string) => call(owner, 'PATCH', `/users/${user.userId}`, { status });
    expect(await set('suspended')).toMatchObject({ status: 200, body: { status: 'suspended' } });
    expect(await isSignedIn(browser)).toBe(false);
    expect((await server.fetch('GET', '/api/v1/tokens/current', { token })).status).toBe(401);
    expect((await set('active')).status).toBe(200);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await server.fetch('GET', '/api/v1/tokens/current', { token })).status).toBe(200);
  });

  it.each(['nobody', '00000000-0000-4000-8000-000000000000'])('are not found as %s', async (id) => {
    const admin = await server.key(['root'], { ...server.owner });
    const answer = await server.fetch('PATCH', `/api/v1/users/${id}`, {
      token: admin,
      body: { status: 'active' },
    });
    expect([answer.status, await answer.text()]).toEqual([404, '{"message":"User not found."}']);
  });

  it('keep a user who can run it', async () => {
    const { user, browser } = await signedIn('owner');
    expect((await call(browser, 'PATCH', `/users/${user.userId}`, { status: 'suspended' })).status).toBe(409);
    const both = await Promise.all([
      call(browser, 'PATCH', `/users/${server.owner.userId}`, { status: 'suspended' }),
      call(owner, 'PATCH', `/users/${user.userId}`, { status: 'suspended' }),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
