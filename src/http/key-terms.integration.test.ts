import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../services/operations/manual-clock.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
const clock = new ManualClock();
beforeAll(async () => {
  server = await startTestServer({ clock, allowsQueryToken: true });
});
afterAll(() => server.stop());

const minute = 60_000;
const later = (ms: number) => new Date(clock.now().getTime() + ms);
const idOf = (token: string) => token.split('_')[2] ?? '';
const version = (token: string) => server.fetch('GET', '/api/v1/version', { token });
const change = (token: string, data: object) =>
  server.database.unscoped.apiKey.update({ where: { id: idOf(token) }, data });

describe('a key that begins later', () => {
  it('is unknown until then', async () => {
    const token = await server.key(['read']);
    await change(token, { notBefore: later(minute) });
    const early = await version(token);
    expect([early.status, await early.text()]).toEqual([401, '{"message":"Unauthenticated."}']);
    clock.advance(minute);
    expect((await version(token)).status).toBe(200);
  });
});

describe('a key that was rotated', () => {
  it('works until its grace ends, and its answers say so', async () => {
    const [token, next] = [await server.key(['read']), await server.key(['read'])];
    const graceUntil = later(minute);
    await change(token, { rotatedToId: idOf(next), graceUntil });
    const answer = await version(token);
    expect([answer.status, answer.headers.get('deprecation'), answer.headers.get('sunset')]).toEqual([
      200,
      'true',
      graceUntil.toUTCString(),
    ]);
    expect((await version(next)).headers.get('deprecation')).toBeNull();
    clock.advance(minute);
    expect((await version(token)).status).toBe(401);
    expect((await version(next)).status).toBe(200);
  });

  it('without grace is over at once', async () => {
    const token = await server.key(['read']);
    await change(token, { rotatedToId: idOf(token), graceUntil: null });
    expect((await version(token)).status).toBe(401);
  });
});

describe('a suspended user', () => {
  it('is told so in the words of each surface', async () => {
    const member = await server.member('admin');
    const token = await server.key(['root'], member);
    await server.database.unscoped.user.update({
      where: { id: member.userId },
      data: { status: 'suspended' },
    });
    const v1 = await version(token);
    expect([v1.status, await v1.text()]).toEqual([401, '{"message":"Unauthenticated."}']);
    const v2 = await server.fetch('GET', '/api/v2/users/me', { token });
    expect([v2.status, (await v2.json()).message]).toEqual([
      401,
      'User is not active (status = "suspended"). Contact an admin to reactivate your account.',
    ]);
  });
});

describe('a credential in the query', () => {
  it('is none, except where an operator allowed the one of Coder', async () => {
    const token = await server.key(['read']);
    const status = async (path: string) => (await server.fetch('GET', path)).status;
    expect(await status(`/api/v1/version?token=${token}`)).toBe(401);
    expect(await status(`/api/v1/version?coder_session_token=${token}`)).toBe(401);
    expect(await status(`/api/v2/users/me?token=${token}`)).toBe(401);
    expect(await status(`/api/v2/users/me?coder_session_token=${token}`)).toBe(200);
    const strict = await startTestServer();
    const key = await strict.key(['read']);
    expect((await strict.fetch('GET', `/api/v2/users/me?coder_session_token=${key}`)).status).toBe(401);
    await strict.stop();
  });

  it('is a credential like any other: a second one is one too many', async () => {
    const [token, other] = [await server.key(['read']), await server.key(['read'])];
    const path = `/api/v2/users/me?coder_session_token=${token}`;
    expect((await server.fetch('GET', path, { token: other })).status).toBe(400);
    expect((await server.fetch('GET', path, { token })).status).toBe(200);
  });
});
