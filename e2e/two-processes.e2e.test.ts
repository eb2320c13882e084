import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../src/auth/limits/redis.testing';
import type { Database } from '../src/db/database';
import { createTestDatabase } from '../src/db/testing';
import { Secret } from '../src/domain/secret';
import { freePort } from '../src/lib/free-port';
import { ensureInstance } from '../src/services/installation/instance';
import { createOwner } from '../src/services/setup/create-owner';
import { insertKey } from '../src/services/tokens/insert';
import { DatabaseRelay } from './gantry/database-relay';
import { SECRET_KEY } from './gantry/gantry';
import { GantryProcess } from './gantry/gantry-process';
import { Rest } from './gantry/rest';

/** Two processes that answer requests, on one PostgreSQL and one Redis. */
let dataDir: string;
let database: Database;
let redis: TestRedis;
let owner: { userId: string; organizationId: string };
let ownerToken: string;
const processes: GantryProcess[] = [];
const urls: string[] = [];
const limit = 20;
const password = 'correct horse battery staple';

async function createProcess(environment: Record<string, string>) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/v1`;
  const env = {
    ...process.env,
    PORT: String(port),
    GANTRY_ROLE: 'web',
    GANTRY_DATA_DIR: dataDir,
    DATABASE_URL: database.url.reveal(),
    GANTRY_SECRET_KEY: SECRET_KEY,
    NEXTAUTH_SECRET: SECRET_KEY,
    API_RATE_LIMIT: String(limit),
    GANTRY_LOG_LEVEL: 'warn',
    ...environment,
  };
  return { url, gantry: new GantryProcess(env, () => new Rest(url, '').isHealthy()) };
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-two-'));
  [database, redis] = await Promise.all([createTestDatabase(), startTestRedis()]);
  await ensureInstance(database);
  owner = await createOwner(database, {
    name: 'Owner',
    email: 'owner@example.com',
    password: new Secret(password),
    organizationName: 'Root',
  });
  ownerToken = await newKey(owner.userId);
  const made = await Promise.all([1, 2].map(() => createProcess({ REDIS_URL: redis.url.reveal() })));
  for (const { url, gantry } of made) {
    urls.push(url);
    processes.push(gantry);
  }
  await Promise.all(processes.map((each) => each.boot()));
});
afterAll(async () => {
  await Promise.all(processes.map((each) => each.kill('SIGTERM')));
  await redis.stop();
  await database.close();
  await rm(dataDir, { recursive: true });
});

async function newKey(userId: string): Promise<string> {
  const { token } = await insertKey(
    { db: database.unscoped },
    {
      userId,
      organizationId: owner.organizationId,
      name: `key ${performance.now()}`,
      abilities: ['root'],
      createdByKeyId: null,
      expiresAt: null,
    },
  );
  return token.gantry.reveal();
}

let people = 0;
/** An admin with a key, and what each process answers to it. */
async function newAdmin() {
  const name = `admin-${++people}`;
  const { passwordHash } = await database.unscoped.user.findUniqueOrThrow({ where: { id: owner.userId } });
  const { id: userId } = await database.unscoped.user.create({
    data: { email: `${name}@example.com`, username: name, name, passwordHash },
  });
  await database.unscoped.membership.create({
    data: { userId, organizationId: owner.organizationId, role: 'admin' },
  });
  const token = await newKey(userId);
  return { userId, email: `${name}@example.com`, token, answers: () => answersTo(token) };
}

/** Statuses of both processes to the same request. */
const answersTo = (token: string, path = '/teams'): Promise<number[]> =>
  Promise.all(urls.map(async (url) => (await new Rest(url, token).raw('GET', path)).status));

/** As the owner, at the first process (0) or the second (1). */
const at = (process: 0 | 1) => new Rest(urls[process] ?? '', ownerToken);

describe('what one process does counts on the other from the next request on', () => {
  it('revoking a key', async () => {
    const admin = await newAdmin();
    expect(await admin.answers()).toEqual([200, 200]);
    await at(0).delete(`/tokens/${admin.token.split('_')[2]}`);
    expect(await admin.answers()).toEqual([401, 401]);
  });

  it('demoting a member', async () => {
    const admin = await newAdmin();
    expect(await answersTo(admin.token, '/settings')).toEqual([200, 200]);
    await at(1).patch(`/organizations/${owner.organizationId}/members/${admin.userId}`, { role: 'member' });
    expect(await answersTo(admin.token, '/settings')).toEqual([403, 403]);
  });

  it('suspending a user, whose session ends as well', async () => {
    const admin = await newAdmin();
    const login = await fetch(urls[0]?.replace('/v1', '/v2/users/login') ?? '', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: admin.email, password }),
    });
    const { session_token: session } = await login.json();
    expect(await answersTo(session)).toEqual([200, 200]);
    await at(0).patch(`/users/${admin.userId}`, { status: 'suspended' });
    expect(await answersTo(session)).toEqual([401, 401]);
    expect(await admin.answers()).toEqual([401, 401]);
  });

  it('switching the API off, and saying who may use it', async () => {
    await at(0).patch('/settings', { allowed_ips: '192.0.2.0/24', confirm: true });
    expect(await answersTo(ownerToken)).toEqual([403, 403]);
    await database.unscoped.instance.update({ where: { id: 1 }, data: { allowedIps: '' } });
    await at(1).post('/disable');
    expect(await answersTo(ownerToken)).toEqual([403, 403]);
    await at(0).post('/enable');
    expect(await answersTo(ownerToken)).toEqual([200, 200]);
  });
});

describe('limits', () => {
  it('are counted together', async () => {
    const admin = await newAdmin();
    const statuses = [];
    for (let i = 0; i < limit; i++) statuses.push(...(await admin.answers()));
    const allowed = statuses.filter((status) => status === 200).length;
    expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
    // Each alone would have let all of its requests pass. A minute may end meanwhile, which frees a few.
    expect(allowed).toBeGreaterThanOrEqual(limit);
    expect(allowed).toBeLessThan(limit * 1.5);
  });
});

describe('a third process', () => {
  it('that would count alone does not start', async () => {
    const { gantry } = await createProcess({ REDIS_URL: '' });
    await expect(gantry.boot()).rejects.toThrow('REDIS_URL is missing');
  });

  it('that answers no requests needs no Redis', async () => {
    const { gantry } = await createProcess({
      REDIS_URL: '',
      GANTRY_ROLE: 'worker',
      GANTRY_LOG_LEVEL: 'info',
    });
    const booted = gantry.boot().catch(() => 'ended');
    await expect
      .poll(
        async () =>
          (await database.unscoped.workerProcess.count()) > 0 || (await Promise.race([booted, false])),
      )
      .toBe(true);
    await gantry.kill('SIGTERM');
    await booted;
  });
});

describe('a process that PostgreSQL leaves as soon as it listens', () => {
  let relay: DatabaseRelay;
  afterAll(() => relay.close());

  it('goes on, and answers when PostgreSQL is back', async () => {
    relay = await DatabaseRelay.open(database.url);
    const { gantry, url } = await createProcess({
      REDIS_URL: redis.url.reveal(),
      DATABASE_URL: relay.url.reveal(),
    });
    processes.push(gantry);
    await gantry.boot();
    relay.cut();
    const rest = new Rest(url, ownerToken);
    const status = async () => (await rest.raw('GET', '/teams')).status;
    for (let i = 0; i < 3; i++) expect(await status()).toBe(503);
    relay.mend();
    await expect.poll(status, { timeout: 30_000 }).toBe(200);
  });
});
