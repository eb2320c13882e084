import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../../api/application/testing';

/** A clock that moves only when the test moves it. */
const timers = new Set<() => void>();
const passTime = () => {
  for (const end of timers) end();
};
const sleep = (_: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    timers.add(resolve);
    signal?.addEventListener('abort', () => {
      timers.delete(resolve);
      reject(signal.reason);
    });
  });

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest({
    clock: { now: () => new Date(), monotonicMs: () => performance.now(), sleep },
  });
  const where = { uuid: test.place.server_uuid };
  await test.server.database.unscoped.server.update({ where, data: { state: 'usable', hostKey: 'pinned' } });
});
afterAll(() => test.server.stop());

const organizationId = () => test.server.owner.organizationId;
const tell = (kind: string, uuid: string) =>
  test.server.services.changes.publish({ organizationId: organizationId(), kind, uuid });

/** Wait until an assertion holds. The timeout only ends a test that hangs. */
const eventually = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 30_000 });

/** Wait until a request has checked the state and is waiting. */
const waits = () => eventually(() => expect(timers.size).toBeGreaterThan(0));

async function end(uuid: string, status: 'finished' | 'failed') {
  await test.server.database.unscoped.operation.update({ where: { uuid }, data: { status } });
  await tell('deployment', uuid);
}

async function queued(applicationUuid: string): Promise<string> {
  const where = { workload: { uuid: applicationUuid } };
  const row = await eventually(() => test.server.database.unscoped.operation.findFirstOrThrow({ where }));
  return row.uuid;
}

describe('?wait=true of a deployment', () => {
  it('answers when it has ended, with how', async () => {
    const application = await test.addApplication();
    const answer = test.call('POST', `/applications/${application}/start?wait=true`);
    const uuid = await queued(application);
    await waits();
    await tell('deployment', uuid); // another change of the operation
    await end(uuid, 'finished');
    expect(await answer).toMatchObject({
      status: 200,
      body: { message: 'Deployment request queued.', deployment_uuid: uuid, status: 'finished' },
    });
    expect(timers.size).toBe(0);
  });

  it('of several answers when all have ended, however each of them did', async () => {
    const [one = '', two = ''] = [await test.addApplication(), await test.addApplication()];
    const answer = test.call('POST', '/deploy?wait=1', { uuid: `${one},${two}` });
    await end(await queued(one), 'failed');
    await waits();
    await end(await queued(two), 'finished');
    const { body } = await answer;
    expect(body.deployments).toMatchObject([
      { resource_uuid: one, status: 'failed' },
      { resource_uuid: two, status: 'finished' },
    ]);
  });

  it('answers as ever when it takes too long', async () => {
    const application = await test.addApplication();
    const answer = test.call('POST', `/applications/${application}/start?wait=yes`);
    await waits();
    passTime();
    const { status, body } = await answer;
    expect([status, Object.keys(body)]).toEqual([200, ['message', 'deployment_uuid']]);
  });

  it('looks once more at the end: a notice may be lost', async () => {
    const application = await test.addApplication();
    const answer = test.call('POST', `/applications/${application}/start?wait=true`);
    const uuid = await queued(application);
    await waits();
    const data = { status: 'finished' } as const;
    await test.server.database.unscoped.operation.update({ where: { uuid }, data });
    passTime();
    expect((await answer).body.status).toBe('finished');
  });

  it('ends with its caller', async () => {
    const application = await test.addApplication();
    const gone = new AbortController();
    const token = await test.server.key(['deploy']);
    const answer = fetch(`${test.server.url}/api/v1/applications/${application}/start?wait=true`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      signal: gone.signal,
    });
    await waits();
    gone.abort();
    await expect(answer).rejects.toThrow();
    await eventually(() => expect(timers.size).toBe(0));
  });

  it('holds the key of its request until the end', async () => {
    const application = await test.addApplication();
    const token = await test.server.key(['deploy']);
    const path = `/api/v1/applications/${application}/start?wait=true`;
    const headers = { 'Idempotency-Key': 'waiting' };
    const first = test.server.fetch('POST', path, { token, headers });
    const uuid = await queued(application);
    await waits();
    expect((await test.server.fetch('POST', path, { token, headers })).status).toBe(409);
    await end(uuid, 'finished');
    const text = await (await first).text();
    const again = await test.server.fetch('POST', path, { token, headers });
    expect([again.headers.get('idempotency-replayed'), await again.text()]).toEqual(['true', text]);
    expect(JSON.parse(text).status).toBe('finished');
  });
});

describe('?wait=true of a removal', () => {
  it('answers when nothing is left', async () => {
    const application = await test.addApplication();
    const answer = test.call('DELETE', `/applications/${application}?wait=true&delete_volumes=false`);
    await waits();
    expect((await test.call('GET', `/applications/${application}`)).status).toBe(200);
    await test.server.database.unscoped.workload.deleteMany({ where: { uuid: application } });
    await tell('application', application);
    expect(await answer).toMatchObject({
      status: 200,
      body: { message: 'Application deletion request queued.' },
    });
    expect((await test.call('GET', `/applications/${application}`)).status).toBe(404);
  });

  it('answers at once what is done at once', async () => {
    const project = (await test.call('POST', '/projects', { name: 'Short' })).body.uuid;
    const environment = `/projects/${project}/environments/production`;
    expect((await test.call('DELETE', `${environment}?wait=true`)).status).toBe(200);
    expect((await test.call('DELETE', `/projects/${project}?wait=true`)).status).toBe(200);
    expect(timers.size).toBe(0);
  });
});

describe('?wait=', () => {
  it('is a switch like every other of v1, and is looked at before anything is done', async () => {
    const application = await test.addApplication();
    expect(await test.call('DELETE', `/applications/${application}?wait=true&wait=true`)).toMatchObject({
      status: 422,
      body: { errors: { wait: ['Must be true or false.'] } },
    });
    expect((await test.call('GET', `/applications/${application}`)).body.deleted_at).toBeNull();
    expect(await test.call('DELETE', `/applications/${application}?wait=maybe`)).toMatchObject({
      status: 200,
      body: { message: 'Application deletion request queued.' },
    });
  });

  it('is unknown to other writes, and to the older GET form', async () => {
    const application = await test.addApplication();
    const refused = { status: 422, body: { errors: { wait: ['This field is not allowed.'] } } };
    expect(await test.call('POST', `/applications/${application}/stop?wait=true`)).toMatchObject(refused);
    expect(await test.call('POST', '/projects?wait=true', { name: 'x' })).toMatchObject(refused);
    expect(await test.call('GET', `/applications/${application}/start?wait=true`)).toMatchObject(refused);
    expect(await test.call('POST', '/deploy', { uuid: application, wait: true })).toMatchObject(refused);
  });

  it('does not outlive the server', async () => {
    const other = await startApplicationTest();
    const where = { uuid: other.place.server_uuid };
    await other.server.database.unscoped.server.update({
      where,
      data: { state: 'usable', hostKey: 'pinned' },
    });
    const application = await other.addApplication();
    const answer = other.call('POST', `/applications/${application}/start?wait=true`);
    const rows = other.server.database.unscoped.deployment;
    await eventually(async () => expect(await rows.count()).toBe(1));
    const stopped = other.server.stop();
    expect((await answer).status).toBe(200);
    await stopped;
  });
});
