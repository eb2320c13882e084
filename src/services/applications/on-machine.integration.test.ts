import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { ofResource } from '../../engine/labels';
import { DoubleHost } from '../../engine/testing/double-host';
import type { DockerApi, LogLine } from '../../transport/docker';
import { organizationScopeOf } from '../context';
import { removeApplication } from './remove';
import { stopApplication } from './stop';

let test: ApplicationTest;
let host: DoubleHost;
/** The same engine, whose members a test may replace. */
let docker: DockerApi;
let uuid: string;

beforeAll(async () => {
  test = await startApplicationTest({
    hosts: { host: () => host, drop: () => undefined, close: async () => undefined },
  });
});
beforeEach(async () => {
  host = new DoubleHost();
  docker = host.docker;
  uuid = await test.addApplication();
  await setServer({ state: 'usable', hostKey: 'AAAA' });
});
afterAll(() => test.server.stop());

const scope = () => organizationScopeOf(test.server.services, test.server.owner.organizationId);
const row = () => test.server.database.unscoped.application.findUnique({ where: { uuid } });
const setServer = (data: { state?: 'usable' | 'unreachable'; hostKey?: string | null }) =>
  test.server.database.unscoped.server.updateMany({ data });
const flags = { deleteVolumes: true, deleteNetworks: true, deleteImages: true };
const now = () => new Date().toISOString();

/** A container of the application, started. */
async function addContainer(name: string, resource = uuid): Promise<string> {
  const labels = ofResource(test.server.services.installation.uuid, resource);
  const id = await host.docker.createContainer({ name, image: 'nginx', labels, hostConfig: {} });
  await host.docker.startContainer(id);
  return id;
}

const statesOf = () => [...host.docker.containers.values()].map(({ name, status }) => [name, status]);

describe('stop', () => {
  it('stops the containers of this application alone', async () => {
    await addContainer('ours');
    await addContainer('other', 'abcdefghijklmnopqrstuvwx');
    await test.server.database.unscoped.application.updateMany({ data: { status: 'running:healthy' } });
    await stopApplication(scope(), { applicationUuid: uuid, requestedAt: now() });
    expect(statesOf()).toEqual([
      ['ours', 'exited'],
      ['other', 'running'],
    ]);
    expect(await row()).toMatchObject({ status: 'exited' });
  });

  it('does nothing when somebody deployed since', async () => {
    await addContainer('ours');
    const requestedAt = new Date(Date.now() - 1000).toISOString();
    await test.call('POST', `/applications/${uuid}/start`);
    await stopApplication(scope(), { applicationUuid: uuid, requestedAt });
    expect(statesOf()).toEqual([['ours', 'running']]);
  });

  it('does nothing to what is gone, or on a server where nothing can run', async () => {
    await stopApplication(scope(), { applicationUuid: 'abcdefghijklmnopqrstuvwx', requestedAt: now() });
    await setServer({ hostKey: null });
    await stopApplication(scope(), { applicationUuid: uuid, requestedAt: now() });
    expect(await row()).toMatchObject({ status: 'exited' });
  });
});

describe('removal', () => {
  it('removes the containers, then the rows; a second one finds nothing to do', async () => {
    await addContainer('ours');
    await addContainer('other', 'abcdefghijklmnopqrstuvwx');
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value: '1' });
    const before = await row();
    await removeApplication(scope(), { applicationUuid: uuid, ...flags });
    expect(statesOf()).toEqual([['other', 'running']]);
    expect((await test.call('GET', `/applications/${uuid}`)).status).toBe(404);
    const { id = 0 } = before ?? {};
    const left = await Promise.all([
      test.server.database.unscoped.environmentVariable.count({ where: { applicationId: id } }),
      test.server.database.unscoped.domain.count({ where: { applicationId: id } }),
    ]);
    expect(left).toEqual([0, 0]);
    await removeApplication(scope(), { applicationUuid: uuid, ...flags });
  });

  it('keeps the rows when the server fails, so that it can be tried again', async () => {
    await addContainer('ours');
    docker.removeContainer = () => Promise.reject(new Error('connection lost'));
    await expect(removeApplication(scope(), { applicationUuid: uuid, ...flags })).rejects.toThrow(
      'connection lost',
    );
    expect(await row()).not.toBeNull();
  });

  it('removes the records of what stands on a server out of reach', async () => {
    docker.listContainers = () => Promise.reject(new Error('asked'));
    await setServer({ state: 'unreachable' });
    await removeApplication(scope(), { applicationUuid: uuid, ...flags });
    expect(await row()).toBeNull();
  });

  it('waits for a deployment that is being undone', async () => {
    await addContainer('ours');
    await test.call('POST', `/applications/${uuid}/start`);
    const { unscoped: db } = test.server.database;
    await db.deployment.updateMany({ data: { status: 'cancelled', leaseHolder: 'worker:1' } });
    const removal = removeApplication(scope(), { applicationUuid: uuid, ...flags });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(statesOf()).toEqual([['ours', 'running']]);
    await db.deployment.updateMany({ data: { leaseHolder: null } });
    await removal;
    expect(statesOf()).toEqual([]);
  });
});

const line = (second: number, text: string): LogLine => ({
  stream: 'stdout',
  timestamp: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z`,
  text,
});

describe('the log', () => {
  const path = (query = '') => `/applications/${uuid}/logs${query}`;
  const notRunning = { status: 400, body: { message: 'Application is not running.' } };

  it('of what never ran is refused', async () => {
    expect(await test.call('GET', path())).toMatchObject(notRunning);
    await setServer({ hostKey: null });
    expect(await test.call('GET', path())).toMatchObject(notRunning);
  });

  it('covers every container that runs, in the order of the lines', async () => {
    await addContainer('old');
    await addContainer('new');
    const logs: Record<string, LogLine[]> = {
      old: [line(1, 'a'), line(3, 'c')],
      new: [line(2, 'b'), line(4, 'd')],
    };
    const tails: number[] = [];
    docker.containerLogs = async (id, { tail }) => {
      tails.push(tail);
      return logs[host.docker.containers.get(id)?.name ?? ''] ?? [];
    };
    expect((await test.call('GET', path())).body).toEqual({ logs: 'a\nb\nc\nd' });
    expect((await test.call('GET', path('?lines=2'))).body).toEqual({ logs: 'c\nd' });
    expect((await test.call('GET', path('?container=new&show_timestamps=1'))).body).toEqual({
      logs: '2026-01-01T00:00:02.000000000Z b\n2026-01-01T00:00:04.000000000Z d',
    });
    tails.length = 0;
    for (const lines of ['abc', '-1', '0', '50000'])
      await test.call('GET', path(`?container=new&lines=${lines}`));
    expect(tails).toEqual([100, 100, 100, 10_000]);
  });

  it('of a container of another application is not there', async () => {
    await addContainer('ours');
    await addContainer('theirs', 'abcdefghijklmnopqrstuvwx');
    const answer = await test.call('GET', path('?container=theirs'));
    expect(answer).toMatchObject({ status: 404, body: { message: 'Container not found.' } });
  });

  it('is hidden from a key that may not read secrets, which is told why', async () => {
    await addContainer('ours');
    const reader = await test.server.key(['read']);
    const { status, body, headers } = await test.call('GET', path(), undefined, reader);
    expect([status, Object.keys(body), headers.get('x-redacted-fields')]).toEqual([200, ['message'], 'logs']);
    expect(await test.call('GET', path('/follow'), undefined, reader)).toMatchObject({
      status: 403,
      body: { message: 'Missing required permissions: read:sensitive' },
    });
  });

  it('is followed through a redeployment', async () => {
    const printed = new Map<string, (line: LogLine) => void>();
    const asked: unknown[] = [];
    docker.followLogs = async (id, { tail, since, onLine, signal }) => {
      asked.push({ name: host.docker.containers.get(id)?.name, tail, since });
      printed.set(id, onLine);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const first = await addContainer('first');
    const reading = new AbortController();
    const answer = await fetch(`${test.server.url}/api/v1${path('/follow?lines=5')}`, {
      headers: { Authorization: `Bearer ${await test.server.key(['root'])}` },
      signal: reading.signal,
    });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const until = async (text: string) => {
      while (!seen.includes(text)) seen += (await reader?.read())?.value ?? '';
    };
    printed.get(first)?.(line(1, 'from the first'));
    await until('from the first');
    expect(seen).toContain('"at":"2026-01-01T00:00:01.000000000Z"');
    const second = await addContainer('second');
    await test.call('PATCH', `/applications/${uuid}`, { description: 'a change is announced' });
    while (!printed.has(second)) await new Promise((resolve) => setTimeout(resolve, 20));
    printed.get(second)?.(line(2, 'from the second'));
    await until('from the second');
    expect(asked).toEqual([
      { name: 'first', tail: 5, since: undefined },
      { name: 'second', tail: 10_000, since: undefined },
    ]);
    reading.abort();
  });
});
