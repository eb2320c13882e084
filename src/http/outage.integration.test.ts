import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OwnServer, openOwnServer } from '../db/own-server.testing';
import { thisProcess } from '../queue/worker-process';
import { startTestServer, type TestServer } from './testing';

/** A separate PostgreSQL, which these tests stop and start again one after the other. */
let postgres: OwnServer;
let server: TestServer;
let token: string;
let cookie: string;
beforeAll(async () => {
  postgres = await openOwnServer();
  server = await startTestServer({ postgres: postgres.url });
  token = await server.key(['root']);
  cookie = await signIn();
  await beat(-3_600);
});
afterAll(async () => {
  postgres.thaw();
  await server.stop();
  await postgres.remove();
});

/**
 * Record a worker process whose last heartbeat is `seconds` old (negative: it stays fresh however slow the test is).
 */
async function beat(seconds: number): Promise<void> {
  const identity = { ...(await thisProcess()), id: 'a-worker' };
  await server.database.db.workerProcess.upsert({ where: { id: identity.id }, create: identity, update: {} });
  await server.database.pool.query(
    `UPDATE worker_processes SET heartbeat_at = clock_timestamp() - $1 * interval '1 second'`,
    [seconds],
  );
}

async function signIn(): Promise<string> {
  const csrf = await server.fetch('GET', '/api/auth/csrf');
  const { csrfToken } = await csrf.json();
  const jar = csrf.headers.getSetCookie().map((each) => each.split(';')[0]);
  const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: jar.join('; ') },
    body: new URLSearchParams({ ...credentials(), csrfToken, json: 'true' }),
  });
  return [...jar, ...answer.headers.getSetCookie().map((each) => each.split(';')[0])].join('; ');
}

const credentials = () => ({ email: server.owner.email, password: server.owner.password });

/** Send a request to every entrance: REST of both versions, tRPC, next-auth's routes, and what needs no credential. */
const everyWayIn = () => ({
  'v1 list': server.fetch('GET', '/api/v1/applications', { token }),
  'v1 write': server.fetch('POST', '/api/v1/projects', { token, body: { name: 'during an outage' } }),
  v2: server.fetch('GET', '/api/v2/users/me', { token }),
  'tRPC query': server.fetch('GET', `/api/trpc/project.list?input=${encodeURIComponent('{}')}`, {
    headers: { cookie },
  }),
  'tRPC batch': server.fetch('GET', '/api/trpc/project.list,server.list?batch=1', { headers: { cookie } }),
  session: server.fetch('GET', '/api/auth/session', { headers: { cookie } }),
  'setup status': server.fetch('GET', '/api/trpc/setup.status'),
  ready: server.fetch('GET', '/api/ready'),
});

async function statuses(): Promise<Record<string, number>> {
  const answers = Object.entries(everyWayIn()).map(async ([name, answer]) => [name, (await answer).status]);
  return Object.fromEntries(await Promise.all(answers));
}

const all = (status: number) => Object.fromEntries(Object.keys(known).map((name) => [name, status]));
let known: Record<string, number>;

it('answers every way in with 503 while PostgreSQL is away, keeps sessions and streams, and recovers', async () => {
  known = await statuses();
  expect(Object.values(known).filter((status) => status >= 300)).toEqual([]);
  const changes: string[] = [];
  const gaps: number[] = [];
  const leave = server.services.changes.subscribe(
    ({ uuid }) => changes.push(uuid),
    () => gaps.push(1),
  );

  await postgres.stop();
  expect(await statuses()).toEqual(all(503));
  const refused = await server.fetch('GET', '/api/v1/applications', { token });
  expect(await refused.json()).toMatchObject({
    message: 'The database does not answer. Try again in a moment.',
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  const session = await server.fetch('GET', '/api/auth/session', { headers: { cookie } });
  expect([session.status, session.headers.getSetCookie()]).toEqual([503, []]);
  expect((await server.fetch('GET', '/api/health')).status).toBe(200);

  await postgres.start();
  await expect.poll(() => server.database.reach.isAway).toBe(false);
  expect(await statuses()).toEqual(known);
  const again = await server.fetch('GET', '/api/auth/session', { headers: { cookie } });
  expect(await again.json()).toMatchObject({ user: { email: server.owner.email } });
  await expect.poll(() => gaps).toEqual([1]);
  await server.services.changes.publish({ organizationId: 'o', kind: 'k', uuid: 'once' });
  await expect.poll(() => changes.filter((uuid) => uuid === 'once')).toEqual(['once']);
  leave();
});

it('answers 503 beside a PostgreSQL that takes connections and never answers', async () => {
  postgres.freeze();
  expect(await statuses()).toEqual(all(503));
  postgres.thaw();
  await expect.poll(() => server.database.reach.isAway).toBe(false);
  expect(await statuses()).toEqual(known);
});

it('is ready with a database of this version and a worker, and says what is missing', async () => {
  const reason = async () => {
    const answer = await server.fetch('GET', '/api/ready');
    return [answer.status, await answer.text()];
  };
  expect(await reason()).toEqual([200, 'OK']);
  await beat(4_200);
  expect(await reason()).toEqual([503, expect.stringMatching(/No worker has sent a heartbeat for 42\d\d s/)]);
  await server.database.pool.query('DELETE FROM worker_processes');
  expect(await reason()).toEqual([503, expect.stringContaining('No worker is running.')]);
  await beat(-3_600);
  const { rows } = await server.database.pool.query<{ name: string }>(
    `DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)
     RETURNING migration_name AS name`,
  );
  expect(await reason()).toEqual([
    503,
    expect.stringContaining(`lacks 1 migrations of this version (${rows[0]?.name})`),
  ]);
  expect((await server.fetch('GET', '/api/health')).status).toBe(200);
});
