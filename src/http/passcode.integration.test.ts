import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock';
import { createMailQueue, type Mailbox, startMailbox } from '../services/mail/testing';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let mailbox: Mailbox;
let offset = 0;
const clock = { ...systemClock, now: () => new Date(Date.now() + offset) };
const queue = createMailQueue();
const newPassword = 'a quite different sentence 42';

beforeAll(async () => {
  mailbox = await startMailbox();
  server = await startTestServer({ clock, queue, smtp: mailbox.smtp, trustedProxies: ['127.0.0.1'] });
});
afterAll(async () => {
  await server.stop();
  await mailbox.stop();
});
beforeEach(() => {
  offset = 0;
  mailbox.mails.length = 0;
  queue.waiting.length = 0;
});

let address = 0;
async function post(path: string, body: unknown): Promise<{ status: number; text: string }> {
  const headers = { 'X-Forwarded-For': `192.0.2.${address++ % 250}` };
  const answer = await server.fetch('POST', `/api/v2/users/${path}`, { body, headers });
  return { status: answer.status, text: await answer.text() };
}
const request = (email: string) => post('otp/request', { email });
const change = (email: string, one_time_passcode: string, password = newPassword) =>
  post('otp/change-password', { email, one_time_passcode, password });
const incorrect = { status: 400, text: '{"message":"Incorrect email or one-time passcode."}' };

/** Create a user, and get the passcode from their mail. */
async function withPasscode() {
  const user = await server.member('owner');
  expect(await request(user.email)).toEqual({ status: 204, text: '' });
  await queue.run(server.services);
  return { user, passcode: lastPasscode() };
}

function lastPasscode(): string {
  const [, passcode = ''] = /^ {4}([0-9a-f-]{36})$/m.exec(mailbox.mails.at(-1)?.parsed.text ?? '') ?? [];
  return passcode;
}

const setPasswordLogin = (isPasswordEnabled: boolean) =>
  server.database.unscoped.instance.update({ where: { id: 1 }, data: { isPasswordEnabled } });

describe('asking for a one-time passcode', () => {
  it('mails one to a user, and answers every caller alike', async () => {
    const { user, passcode } = await withPasscode();
    expect(passcode).toMatch(/^[0-9a-f]{8}-/);
    const [mail] = mailbox.mails;
    expect(mail?.to).toEqual([user.email]);
    expect(mail?.parsed.text).toContain('for 20 minutes');
    expect(mail?.parsed.text).toContain(
      `/reset-password#email=${encodeURIComponent(user.email)}&code=${passcode}`,
    );
    expect(await request('nobody@example.com')).toEqual({ status: 204, text: '' });
    await queue.run(server.services);
    expect(mailbox.mails).toHaveLength(1);
  });

  it('is stored like a password, and the queue holds none', async () => {
    const user = await server.member('member');
    await request(user.email);
    expect(queue.waiting).toEqual([{ name: 'passcode.issue', payload: { email: user.email } }]);
    await queue.run(server.services);
    const row = await server.database.unscoped.user.findUniqueOrThrow({ where: { id: user.userId } });
    expect(row.passcodeHash).toMatch(/^scrypt\$/);
  });

  it('is answered a fourth time in an hour, and not done', async () => {
    const user = await server.member('member');
    for (let count = 0; count < 4; count++) expect((await request(user.email)).status).toBe(204);
    expect(queue.waiting).toHaveLength(3);
  });

  it('replaces the one before', async () => {
    const { user, passcode } = await withPasscode();
    await request(user.email);
    await queue.run(server.services);
    expect(await change(user.email, passcode)).toEqual(incorrect);
    expect((await change(user.email, lastPasscode())).status).toBe(204);
  });

  it('is refused when malformed, and while password login is off', async () => {
    expect((await request('nobody')).status).toBe(400);
    await setPasswordLogin(false);
    const disabled = { status: 403, text: '{"message":"Password authentication is disabled."}' };
    expect(await request(server.owner.email)).toEqual(disabled);
    expect(await change(server.owner.email, 'x', 'weak')).toEqual(disabled);
    await setPasswordLogin(true);
  });
});

describe('setting a password with a passcode', () => {
  it('ends sessions and API keys, says so by mail, and works once', async () => {
    const { user, passcode } = await withPasscode();
    const browser = createBrowser(server);
    await browser.signIn(user.email, user.password);
    const token = await server.key(['read'], user);
    expect(await change(user.email, passcode)).toEqual({ status: 204, text: '' });

    expect((await browser.fetch('GET', '/api/v1/sessions/current')).status).toBe(401);
    expect((await server.fetch('GET', '/api/v1/tokens/current', { token })).status).toBe(401);
    expect((await post('login', { email: user.email, password: user.password })).status).toBe(401);
    expect((await post('login', { email: user.email, password: newPassword })).status).toBe(201);
    expect(await change(user.email, passcode)).toEqual(incorrect);
    await queue.run(server.services);
    const { parsed } = mailbox.mails.at(-1)!;
    expect(parsed.subject).toBe('Your password for Gantry was reset');
    expect(parsed.text).toContain('signed out everywhere, and all of your API tokens were revoked');
    const row = await server.database.unscoped.auditLog.findFirstOrThrow({
      where: { action: 'passcode.changePassword', outcome: 'success', actorUserId: user.userId },
    });
    expect(row.targetUuid).toBe(user.userId);
  });

  it('answers one body to an unknown address, a wrong passcode and an expired one', async () => {
    const { user, passcode } = await withPasscode();
    expect(await change('nobody@example.com', passcode)).toEqual(incorrect);
    expect(await change(user.email, 'wrong')).toEqual(incorrect);
    offset = 20 * 60_000 + 1_000;
    expect(await change(user.email, passcode)).toEqual(incorrect);
  });

  it('looks at the new password first', async () => {
    const { user, passcode } = await withPasscode();
    const weak = await change('nobody@example.com', 'wrong', 'abc');
    expect([weak.status, JSON.parse(weak.text).message]).toEqual([400, 'Invalid password.']);
    expect(JSON.parse(weak.text).validations).toMatchObject([{ field: 'password' }]);
    expect(await change(user.email, passcode, user.password)).toEqual({
      status: 400,
      text: '{"message":"New password cannot match old password."}',
    });
    expect((await change(user.email, passcode)).status).toBe(204);
  });

  it('burns the passcode with the fifth wrong try, however they come', async () => {
    const { user, passcode } = await withPasscode();
    await Promise.all(Array.from({ length: 5 }, () => change(user.email, 'wrong')));
    expect(await change(user.email, passcode)).toEqual(incorrect);
  });

  it('succeeds once of several at the same time', async () => {
    const { user, passcode } = await withPasscode();
    const answers = await Promise.all([1, 2, 3].map(() => change(user.email, passcode)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400, 400]);
  });
});

describe('asking whether a password would do', () => {
  const validate = (password: string) => post('validate-password', { password });

  it('is answered, with the reason', async () => {
    expect(await validate('correct horse battery staple')).toEqual({
      status: 200,
      text: '{"valid":true,"details":""}',
    });
    const { status, text } = await validate('abc');
    expect([status, JSON.parse(text).valid]).toEqual([200, false]);
    expect(JSON.parse(text).details).toContain('too easy to guess');
  });

  it('needs no credential, but a wrong one is refused', async () => {
    const ask = (token: string) =>
      server.fetch('POST', '/api/v2/users/validate-password', { token, body: { password: 'abc' } });
    expect((await ask('gnt_pat_nonsense')).status).toBe(401);
    expect((await ask(await server.key(['read']))).status).toBe(200);
  });
});
