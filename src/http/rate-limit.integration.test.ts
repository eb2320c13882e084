import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ apiPerMinute: 5, trustedProxies: ['127.0.0.1'] });
});
afterAll(() => server.stop());
// Freeze only the date, so that no window ends during a test. Each test has its own user and address.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  token = await server.key(['root'], await server.member('owner', 'new'));
});
afterEach(() => vi.useRealTimers());

let addresses = 0;
const newAddress = () => `203.0.${addresses >> 8}.${addresses++ & 255}`;
const from = (ip: string) => ({ 'X-Forwarded-For': ip });

/** Count the statuses of `count` requests sent one after the other. */
async function statuses(count: number, send: () => Promise<Response>): Promise<Record<number, number>> {
  const found: Record<number, number> = {};
  for (let i = 0; i < count; i++) {
    const { status } = await send();
    found[status] = (found[status] ?? 0) + 1;
  }
  return found;
}

describe('requests of a user', () => {
  it('are limited together, whichever key and surface they use, and every answer says what is left', async () => {
    const first = await server.fetch('GET', '/api/v1/version', { token });
    expect(first.headers.get('x-ratelimit-limit')).toBe('5');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4');
    const reset = Number(first.headers.get('x-ratelimit-reset'));
    expect(reset - Date.now() / 1000).toBeGreaterThan(0);
    expect(reset - Date.now() / 1000).toBeLessThanOrEqual(61);
    await server.fetch('GET', '/api/trpc/system.version', { token });
    await server.fetch('GET', '/api/v2/users/me', { token });
    const missing = await server.fetch('GET', '/api/v1/projects/x', { token });
    expect([missing.status, missing.headers.get('x-ratelimit-remaining')]).toEqual([404, '1']);
    await server.fetch('GET', '/api/v1/version', { token });
    const last = await server.fetch('GET', '/api/v1/version', { token });
    expect([last.status, await last.text()]).toEqual([429, '{"message":"Too Many Attempts."}']);
    expect(last.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('are refused in the words of each surface', async () => {
    await statuses(5, () => server.fetch('GET', '/api/v1/version', { token }));
    const v2 = await server.fetch('GET', '/api/v2/users/me', { token });
    expect([v2.status, await v2.json()]).toEqual([
      429,
      { message: "You've been rate limited for sending more than 5 requests in 1m0s." },
    ]);
    const trpc = await server.fetch('GET', '/api/trpc/system.version', { token });
    expect([trpc.status, (await trpc.json()).error.data.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(trpc.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('count one by one when they come in a batch', async () => {
    const names = Array.from({ length: 5 }, () => 'system.version').join(',');
    await server.fetch('GET', `/api/trpc/${names}?batch=1`, { token });
    expect((await server.fetch('GET', '/api/v1/version', { token })).status).toBe(429);
  });

  it('are the console’s own as often as it likes', async () => {
    const { email, password } = await server.member('admin');
    const browser = createBrowser(server);
    await browser.signIn(email, password);
    expect(await statuses(8, () => browser.fetch('GET', '/api/trpc/session.current?input=%7B%7D'))).toEqual({
      200: 8,
    });
    expect(await statuses(8, () => browser.fetch('GET', '/api/v1/sessions/current'))).toEqual({
      200: 5,
      429: 3,
    });
  });
});

describe('a key with a limit of its own', () => {
  it('has both, and is told about the tighter one', async () => {
    const [id = ''] = [token.split('_')[2]];
    await server.database.unscoped.apiKey.update({
      where: { id },
      data: { rateLimitRequests: 2, rateLimitWindow: 3600 },
    });
    const first = await server.fetch('GET', '/api/v1/tokens/current', { token });
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect((await first.json()).rate_limit).toEqual({
      limit: 2,
      remaining: 1,
      reset: Number(first.headers.get('x-ratelimit-reset')),
    });
    expect(await statuses(2, () => server.fetch('GET', '/api/v1/version', { token }))).toEqual({
      200: 1,
      429: 1,
    });
    const v2 = await server.fetch('GET', '/api/v2/users/me', { token });
    expect((await v2.json()).message).toBe(
      "You've been rate limited for sending more than 2 requests in 1h0m0s.",
    );
  });
});

describe('requests without a good credential', () => {
  const bad = (ip: string) => () =>
    server.fetch('GET', '/api/v1/version', {
      token: `${'a'.repeat(12)}-${'b'.repeat(40)}`,
      headers: from(ip),
    });

  it('are counted by address, and then nothing is looked at any more', async () => {
    const ip = newAddress();
    expect(await statuses(601, bad(ip))).toEqual({ 401: 600, 429: 1 });
    const good = await server.fetch('GET', '/api/v1/version', { token, headers: from(ip) });
    expect([good.status, await good.text()]).toEqual([429, '{"message":"Too Many Attempts."}']);
    expect(good.headers.get('x-ratelimit-limit')).toBe('600');
    expect(
      (await server.fetch('GET', '/api/v1/version', { token, headers: from(newAddress()) })).status,
    ).toBe(200);
    expect((await server.fetch('GET', '/api/v1/health', { headers: from(ip) })).status).toBe(200);
  });

  it('are not those whose credential is good', async () => {
    const ip = newAddress();
    await server.fetch('GET', '/api/v1/version', { token, headers: from(ip) });
    const refused = await server.fetch('GET', '/api/v1/version', { headers: from(ip) });
    expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([401, '599']);
  });

  it('are one subscriber’s in all of an IPv6 network', async () => {
    await server.fetch('GET', '/api/v1/version', { headers: from('2001:db8:1:2::1') });
    const other = await server.fetch('GET', '/api/v1/version', { headers: from('2001:db8:1:2:ffff::9') });
    expect(other.headers.get('x-ratelimit-remaining')).toBe('598');
    const neighbour = await server.fetch('GET', '/api/v1/version', { headers: from('2001:db8:1:3::1') });
    expect(neighbour.headers.get('x-ratelimit-remaining')).toBe('599');
  });
});

describe('signing in', () => {
  it('is tried 60 times a minute from one address, by all ways together', async () => {
    const ip = newAddress();
    const body = { email: 'nobody@example.com', password: 'wrong' };
    const tried = await statuses(58, () =>
      server.fetch('POST', '/api/v2/users/login', { body: {}, headers: from(ip) }),
    );
    expect(tried).toEqual({ 400: 58 });
    const page = () =>
      server.fetch('POST', '/api/auth/callback/credentials', {
        body: new URLSearchParams(body).toString(),
        headers: { ...from(ip), 'Content-Type': 'application/x-www-form-urlencoded' },
      });
    expect((await page()).status).not.toBe(429);
    await server.fetch('POST', '/api/trpc/session.login', { body: {}, headers: from(ip) });
    expect((await page()).status).toBe(429);
    const refused = await server.fetch('POST', '/api/v2/users/login', { body, headers: from(ip) });
    expect((await refused.json()).message).toBe(
      "You've been rate limited for sending more than 60 requests in 1m0s.",
    );
    const batch = await server.fetch('POST', '/api/trpc/session.login,session.login?batch=1', {
      body: { 0: body, 1: body },
      headers: from(ip),
    });
    expect(batch.status).toBe(429);
  });
});

describe('health', () => {
  it('has a limit of its own', async () => {
    const ip = newAddress();
    const asked = await server.fetch('GET', '/api/health', { headers: from(ip) });
    expect([asked.headers.get('x-ratelimit-limit'), asked.headers.get('x-ratelimit-remaining')]).toEqual([
      '1000',
      '999',
    ]);
  });
});
