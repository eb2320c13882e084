import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { totpCodeAt } from '../auth/totp';
import { Secret } from '../domain/secret';
import { systemClock } from '../lib/clock';
import { createMailQueue, type Mailbox, startMailbox } from '../services/mail/testing';
import { type Browser, createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let mailbox: Mailbox;
let browser: Browser;
let offset = 0;
/**
 * A clock that stands still at the beginning of a time step, so that a code is checked in the step for which it was
 * made.
 */
const begin = Math.floor(Date.now() / 30_000) * 30_000;
const clock = { ...systemClock, now: () => new Date(begin + offset) };
const queue = createMailQueue();

beforeAll(async () => {
  mailbox = await startMailbox();
  server = await startTestServer({ clock, queue, smtp: mailbox.smtp, trustedProxies: ['127.0.0.1'] });
});
afterAll(async () => {
  await server.stop();
  await mailbox.stop();
});
beforeEach(async () => {
  offset = 0;
  mailbox.mails.length = 0;
  browser = createBrowser(server);
  await browser.signIn(server.owner.email, server.owner.password);
});
afterEach(async () => {
  const { unscoped: db } = server.database;
  await db.user.updateMany({ data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null } });
  await Promise.all([db.recoveryCode.deleteMany(), db.loginThrottle.deleteMany()]);
});

let address = 0;
const from = () => ({ 'X-Forwarded-For': `192.0.2.${address++ % 250}` });

async function call(method: string, path: string, body?: unknown) {
  const answer = await browser.fetch(method, `/api/v1/profile/two-factor${path}`, { body, headers: from() });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

async function login(totp_code?: string) {
  const { email, password } = server.owner;
  const body = { email, password, ...(totp_code ? { totp_code } : {}) };
  const answer = await server.fetch('POST', '/api/v2/users/login', { body, headers: from() });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

/** Sign in; return the word that next-auth passes to the sign-in page, or null when it succeeded. */
async function consoleSignIn(code?: string): Promise<string | null> {
  const answer = await createBrowser(server).signIn(server.owner.email, server.owner.password, code);
  return new URL((await answer.json()).url).searchParams.get('error');
}

const codeOf = (secret: string, ms = 0) =>
  totpCodeAt(new Secret(secret), new Date(clock.now().getTime() + ms));
const step = 30_000;

async function enable(): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { body } = await call('POST', '', { password: server.owner.password });
  const enabled = await call('POST', '/enable', { code: codeOf(body.secret) });
  expect(enabled.status).toBe(200);
  return { secret: body.secret, recoveryCodes: enabled.body.recovery_codes };
}

describe('setting up a second factor', () => {
  it('needs the password, answers a QR code, and begins with a code of the secret', async () => {
    const wrong = await call('POST', '', { password: 'wrong' });
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([422, ['password']]);
    const { status, body } = await call('POST', '', { password: server.owner.password });
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(body.otpauth_url).toBe(
      `otpauth://totp/Gantry:owner%40example.com?issuer=Gantry&secret=${body.secret}&algorithm=SHA1&digits=6&period=30`,
    );
    expect(body.qr_svg).toMatch(/^<svg /);
    expect((await call('GET', '')).body).toEqual({
      enabled: false,
      enabled_at: null,
      recovery_codes_left: 0,
    });
    expect((await login()).status).toBe(201);
    expect((await call('POST', '/enable', { code: '000000' })).status).toBe(422);

    const enabled = await call('POST', '/enable', { code: codeOf(body.secret) });
    expect(enabled.body.recovery_codes).toHaveLength(10);
    for (const code of enabled.body.recovery_codes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
    expect((await call('GET', '')).body).toMatchObject({ enabled: true, recovery_codes_left: 10 });
    expect((await call('POST', '', { password: server.owner.password })).status).toBe(409);
    await queue.run(server.services);
    expect(mailbox.mails.map(({ parsed }) => parsed.subject)).toEqual([
      'Two-factor authentication is on for Gantry',
    ]);
  });

  it('keeps neither secret nor codes readable', async () => {
    const { secret, recoveryCodes } = await enable();
    const stored = JSON.stringify([
      (await server.database.unscoped.user.findMany()).map((row) =>
        Buffer.from(row.totpSecret ?? []).toString('latin1'),
      ),
      await server.database.unscoped.recoveryCode.findMany(),
      await server.database.unscoped.auditLog.findMany({
        select: { diff: true, detail: true, targetUuid: true },
      }),
    ]);
    expect(stored).not.toContain(secret);
    for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll('-', ''));
  });

  it('is not for API keys', async () => {
    const token = await server.key(['root']);
    for (const path of ['', '/disable', '/recovery-codes']) {
      const answer = await server.fetch('POST', `/api/v1/profile/two-factor${path}`, {
        token,
        body: { password: server.owner.password, ...(path === '' ? {} : { code: '123456' }) },
      });
      expect(answer.status).toBe(403);
    }
  });
});

describe('with a second factor on', () => {
  it('a code is asked for on both ways in, after a right password only', async () => {
    const { secret } = await enable();
    const asked = await login();
    expect([asked.status, asked.body]).toEqual([
      401,
      {
        message: 'A one-time code is required.',
        validations: [{ field: 'totp_code', detail: 'A one-time code is required.' }],
      },
    ]);
    expect(await consoleSignIn()).toBe('code_required');
    const guess = await createBrowser(server).signIn(server.owner.email, 'wrong');
    expect(new URL((await guess.json()).url).searchParams.get('error')).toBe('CredentialsSignin');
    expect((await login('000000')).status).toBe(401);
    expect(await consoleSignIn('000000')).toBe('code_incorrect');
    expect((await login(codeOf(secret, step))).status).toBe(201);
    offset += 2 * step;
    expect(await consoleSignIn(codeOf(secret))).toBeNull();
  });

  it('a code works once, whichever way it is used, and so do earlier ones', async () => {
    const { secret } = await enable();
    offset += 10 * step;
    const code = codeOf(secret);
    const used = await Promise.all([login(code), login(code), login(code)]);
    expect(used.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    expect(await consoleSignIn(code)).toBe('code_incorrect');
    expect((await login(codeOf(secret, -step))).status).toBe(401);
  });

  it('a clock may be one step off, not two', async () => {
    const { secret } = await enable();
    for (const [steps, status] of [
      [-2, 401],
      [-1, 201],
      [2, 401],
      [1, 201],
    ] as const) {
      offset += 10 * step;
      expect([steps, (await login(codeOf(secret, steps * step))).status]).toEqual([steps, status]);
    }
  });

  it('a recovery code replaces a code once', async () => {
    const { recoveryCodes } = await enable();
    const [first = '', second = ''] = recoveryCodes;
    expect((await login(first)).status).toBe(201);
    expect((await login(first)).status).toBe(401);
    expect(await consoleSignIn(second.toUpperCase().replaceAll('-', ' '))).toBeNull();
    expect((await call('GET', '')).body.recovery_codes_left).toBe(8);
  });

  it('wrong codes count as failures of the account', async () => {
    await enable();
    for (let count = 0; count < 5; count++) expect((await login('000000')).status).toBe(401);
    expect((await login('000000')).status).toBe(429);
    expect((await login()).status).toBe(429);
  });

  it('it is turned off, and codes renewed, by password and code', async () => {
    const { secret, recoveryCodes } = await enable();
    const { password } = server.owner;
    offset += 10 * step;
    expect((await call('POST', '/recovery-codes', { password: 'wrong', code: codeOf(secret) })).status).toBe(
      422,
    );
    const renewed = await call('POST', '/recovery-codes', { password, code: codeOf(secret) });
    expect(renewed.body.recovery_codes).toHaveLength(10);
    expect((await login(recoveryCodes[3])).status).toBe(401);
    expect((await call('POST', '/disable', { password, code: '000000' })).status).toBe(422);
    const code = renewed.body.recovery_codes[0];
    expect((await call('POST', '/disable', { password, code })).status).toBe(200);
    expect((await login()).status).toBe(201);
    expect((await call('POST', '/disable', { password, code })).status).toBe(409);
  });
});
