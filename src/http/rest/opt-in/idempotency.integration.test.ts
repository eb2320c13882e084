import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pruneExpired } from '../../../services/housekeeping/prune';
import { startTestServer, type TestServer } from '../../testing';

let now = new Date();
let server: TestServer;
let root: string;
beforeAll(async () => {
  const sleep = () => new Promise<void>(() => undefined);
  server = await startTestServer({ clock: { now: () => now, monotonicMs: () => now.getTime(), sleep } });
  root = await server.key(['root']);
});
afterAll(() => server.stop());

let keys = 0;
const newKey = () => `key-${keys++}`;

async function send(method: string, path: string, key: string, body?: unknown, token = root) {
  const headers = { 'Idempotency-Key': key };
  const answer = await server.fetch(method, `/api/v1${path}`, { token, body, headers });
  return {
    status: answer.status,
    text: await answer.text(),
    replayed: answer.headers.get('idempotency-replayed'),
    headers: answer.headers,
  };
}

const create = (key: string, name: string, token?: string) => send('POST', '/projects', key, { name }, token);
const projectsNamed = (name: string) => server.database.unscoped.project.count({ where: { name } });
const rowsOf = (action: string) => server.database.unscoped.auditLog.count({ where: { action } });

describe('the same request with the same key', () => {
  it('is done once, audited once, and answered alike', async () => {
    const key = newKey();
    const before = await rowsOf('project.create');
    const first = await create(key, 'Once');
    const again = await create(key, 'Once');
    expect([first.status, first.replayed]).toEqual([201, null]);
    expect([again.status, again.text, again.replayed]).toEqual([201, first.text, 'true']);
    expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    expect(again.headers.get('x-ratelimit-limit')).not.toBeNull();
    expect([await projectsNamed('Once'), (await rowsOf('project.create')) - before]).toEqual([1, 1]);
  });

  it('is the same whatever the order of its members', async () => {
    const key = newKey();
    const first = await send('POST', '/projects', key, { name: 'Order', description: 'x' });
    const again = await send('POST', '/projects', key, { description: 'x', name: 'Order' });
    expect([again.text, again.replayed]).toEqual([first.text, 'true']);
  });

  it('is done once when it comes twice at once', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(key, 'Twice')));
    expect(await projectsNamed('Twice')).toBe(1);
    const done = answers.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const { status, text, headers } of answers.filter((each) => each.status !== 201)) {
      expect([status, text]).toEqual([
        409,
        '{"message":"A request with this Idempotency-Key is still running."}',
      ]);
      expect(headers.get('retry-after')).toBe('2');
    }
  });

  it('is answered with the refusal that it had', async () => {
    const key = newKey();
    const refused = await create(key, '<b>');
    expect(refused.status).toBe(422);
    expect(await create(key, '<b>')).toMatchObject({ status: 422, text: refused.text, replayed: 'true' });
  });

  it('covers a removal: what is gone is not "not found"', async () => {
    const { uuid } = JSON.parse((await create(newKey(), 'Gone')).text);
    const key = newKey();
    expect(await send('DELETE', `/projects/${uuid}`, key)).toMatchObject({ status: 200, replayed: null });
    expect(await send('DELETE', `/projects/${uuid}`, key)).toMatchObject({ status: 200, replayed: 'true' });
    expect((await send('DELETE', `/projects/${uuid}`, newKey())).status).toBe(404);
  });

  it('is done again after a day', async () => {
    const key = newKey();
    await create(key, 'Daily');
    now = new Date(now.getTime() + 86_400_001);
    const later = await create(key, 'Daily');
    expect([later.status, later.replayed, await projectsNamed('Daily')]).toEqual([201, null, 2]);
  });

  it('is done again when the process of the first one died', async () => {
    const key = newKey();
    now = new Date(now.getTime() + 1); // so that its row is the newest
    await create(key, 'Lost');
    const { id } = await server.database.unscoped.idempotencyKey.findFirstOrThrow({
      orderBy: { createdAt: 'desc' },
    });
    await server.database.unscoped.idempotencyKey.update({
      where: { id },
      data: { status: null, body: null, runningUntil: new Date(now.getTime() + 1000) },
    });
    expect((await create(key, 'Lost')).status).toBe(409);
    now = new Date(now.getTime() + 1001);
    expect(await create(key, 'Lost')).toMatchObject({ status: 201, replayed: null });
  });
});

describe('another request with the same key', () => {
  const refusal =
    '{"message":"Validation failed.","errors":{"Idempotency-Key":["This key was already used for a different request. Use a new one."]}}';

  it('is refused: another body, another operation, another object', async () => {
    const key = newKey();
    const { uuid } = JSON.parse((await create(key, 'Mine')).text);
    expect(await create(key, 'Other')).toMatchObject({ status: 422, text: refusal });
    expect(await send('POST', '/organizations', key, { name: 'Mine' })).toMatchObject({ status: 422 });
    const update = newKey();
    expect((await send('PATCH', `/projects/${uuid}`, update, { name: 'A' })).status).toBe(201);
    expect((await send('PATCH', '/projects/aaaaaaaaaaaa', update, { name: 'A' })).text).toBe(refusal);
    expect(await projectsNamed('Other')).toBe(0);
  });

  it('of another caller is their own', async () => {
    const key = newKey();
    const other = await server.key(['root']);
    await create(key, 'Shared');
    expect(await create(key, 'Shared', other)).toMatchObject({ status: 201, replayed: null });
    expect(await projectsNamed('Shared')).toBe(2);
  });
});

describe('what is not kept', () => {
  it('is a refusal before the body is read; the answer is still only for those who may', async () => {
    const key = newKey();
    const read = await server.key(['read']);
    expect((await create(key, 'Denied', read)).status).toBe(403);
    expect((await create(key, 'Denied', 'nonsense')).status).toBe(401);
    const { hash } = await server.database.unscoped.apiKey.findFirstOrThrow({ orderBy: { no: 'desc' } });
    await server.database.unscoped.apiKey.update({ where: { hash }, data: { abilities: ['write'] } });
    expect(await create(key, 'Denied', read)).toMatchObject({ status: 201, replayed: null });
    await server.database.unscoped.apiKey.update({ where: { hash }, data: { abilities: ['read'] } });
    expect((await create(key, 'Denied', read)).status).toBe(403);
    await server.database.unscoped.apiKey.update({ where: { hash }, data: { revokedAt: now } });
    expect((await create(key, 'Denied', read)).status).toBe(401);
  });

  it('is shown to those who may see as much as the one who got it, and to no one else', async () => {
    const key = newKey();
    const token = await server.key(['read', 'write', 'read:sensitive']);
    const { hash } = await server.database.unscoped.apiKey.findFirstOrThrow({ orderBy: { no: 'desc' } });
    const may = (abilities: string[]) =>
      server.database.unscoped.apiKey.update({ where: { hash }, data: { abilities } });
    expect((await create(key, 'Rights', token)).status).toBe(201);
    await may(['read', 'write']);
    expect((await create(key, 'Rights', token)).status).toBe(403);
    await may(['root']);
    expect(await create(key, 'Rights', token)).toMatchObject({ status: 201, replayed: 'true' });
  });

  it('is a fault', async () => {
    const key = newKey();
    await server.database.pool.query("ALTER TABLE projects ADD CONSTRAINT broken CHECK (name <> 'Fault')");
    expect((await create(key, 'Fault')).status).toBe(500);
    await server.database.pool.query('ALTER TABLE projects DROP CONSTRAINT broken');
    expect(await create(key, 'Fault')).toMatchObject({ status: 201, replayed: null });
  });

  it('is anything in clear: a token that is shown once stays sealed', async () => {
    const key = newKey();
    const first = await send('POST', '/tokens', key, { name: 'Once', abilities: ['read'] });
    const { token } = JSON.parse(first.text);
    expect(await send('POST', '/tokens', key, { name: 'Once', abilities: ['read'] })).toMatchObject({
      text: first.text,
      replayed: 'true',
    });
    const { rows } = await server.database.pool.query(
      "SELECT k::text, encode(body, 'escape') AS body FROM idempotency_keys k",
    );
    const stored = JSON.stringify(rows);
    expect(token.length).toBeGreaterThan(40);
    expect([stored.includes(token), stored.includes(key), stored.includes('shown')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is what is a day old', async () => {
    const db = server.database.unscoped.idempotencyKey;
    await create(newKey(), 'Swept');
    const later = new Date(now.getTime() + 86_400_001);
    await pruneExpired({ ...server.services, clock: { ...server.services.clock, now: () => later } });
    expect(await db.count()).toBe(0);
  });
});

describe('the key', () => {
  const refusal =
    '{"message":"Invalid request.","error":"Idempotency-Key must be 1 to 255 visible ASCII characters."}';

  it.each([
    ['empty', ''],
    ['with a blank', 'a b'],
    ['too long', 'x'.repeat(256)],
    ['not ASCII', 'sch\u00f6n'],
    ['with a tab', 'a\tb'],
  ])('%s is refused before anything is done', async (_, key) => {
    expect(await create(key, 'Refused')).toMatchObject({ status: 400, text: refusal });
    expect(await projectsNamed('Refused')).toBe(0);
  });

  it('given twice is refused', async () => {
    const answer = await fetch(`${server.url}/api/v1/projects`, {
      method: 'POST',
      headers: [
        ['Authorization', `Bearer ${root}`],
        ['Content-Type', 'application/json'],
        ['Idempotency-Key', 'a'],
        ['Idempotency-Key', 'b'],
      ],
      body: '{"name":"Refused"}',
    });
    expect([answer.status, await answer.text()]).toEqual([400, refusal]);
  });

  it.each(['x'.repeat(255), '"quoted"', "'; DROP TABLE projects; --".replaceAll(' ', '_'), '%00', '~!@#'])(
    '%s is a key',
    async (key) => {
      expect((await create(key, 'Allowed')).status).toBe(201);
      expect((await create(key, 'Allowed')).replayed).toBe('true');
    },
  );

  it('means nothing to /api/v2', async () => {
    const headers = { 'Coder-Session-Token': root, 'Idempotency-Key': 'a b' };
    const body = { lifetime: 0, scope: 'all' };
    const call = () => server.fetch('POST', '/api/v2/users/me/keys/tokens', { headers, body });
    const [first, second] = [await call(), await call()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await first.text()).not.toBe(await second.text());
  });

  it('means nothing to a read, and to a public operation', async () => {
    expect((await send('GET', '/projects', 'a b')).status).toBe(200);
    const body = { setup_token: 'x', name: 'x', email: 'x@example.com', password: 'x' };
    expect((await send('POST', '/setup', 'a b', body)).status).toBe(409);
  });
});
