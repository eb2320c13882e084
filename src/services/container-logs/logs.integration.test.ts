import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DockerApi, LogLine } from '../../transport/docker/api';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { logArchive } from './archive';
import { line, readEvents, storeLog } from './logs.testing';

let test: MachineTest;
/** The Docker API of the machine; tests may replace its members. */
let docker: DockerApi;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  uuid = await test.renew();
  docker = test.host.docker;
});
afterAll(() => test.server.stop());

const addContainer = (name: string, resource = uuid) => test.addContainer(name, resource);

const addStored = (name: string, lines: readonly LogLine[]) => storeLog(test, uuid, name, lines);

describe('the log', () => {
  const path = (query = '') => `/applications/${uuid}/logs${query}`;
  const notRunning = { status: 400, body: { message: 'Application is not running.' } };

  it('of what never ran is refused', async () => {
    expect(await test.call('GET', path())).toMatchObject(notRunning);
    await test.setServer({ hostKey: null });
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
      return logs[test.host.docker.containers.get(id)?.name ?? ''] ?? [];
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

  it('never shows the value of a variable that is shown once', async () => {
    const variable = { key: 'TOKEN', value: 'only-once-0123', is_shown_once: true };
    expect((await test.call('POST', `/applications/${uuid}/envs`, variable)).status).toBe(201);
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'MODE', value: 'production' });
    await addContainer('ours');
    docker.containerLogs = async () => [line(1, 'production with only-once-0123')];
    const { body } = await test.call('GET', path());
    expect(body.logs).toMatch(/^production with (?!only)\S+$/);
  });

  it('is followed through a redeployment', async () => {
    const printed = new Map<string, (line: LogLine) => void>();
    const asked: unknown[] = [];
    docker.followLogs = async (id, { tail, since, onLine, signal }) => {
      asked.push({ name: test.host.docker.containers.get(id)?.name, tail, since });
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

describe('the log of a container that is gone', () => {
  const path = (query = '') => `/applications/${uuid}/logs${query}`;
  const logs = async (query = '') => (await test.call('GET', path(query))).body;

  it('is read when nothing runs any more', async () => {
    await addStored('gone', [line(1, 'a'), line(2, 'b')]);
    expect(await logs()).toEqual({ logs: 'a\nb' });
    expect(await logs('?lines=1&show_timestamps=true')).toEqual({ logs: `${line(2, '').timestamp} b` });
    expect((await test.call('GET', path('?container=other'))).status).toBe(404);
  });

  it('goes before what runs, as far as there is room', async () => {
    await addContainer('new');
    docker.containerLogs = async () => [line(5, 'e'), line(6, 'f')];
    await addStored('first', [line(1, 'a'), line(2, 'b')]);
    const second = await addStored('second', [line(3, 'c'), line(4, 'd')]);
    expect(await logs()).toEqual({ logs: 'a\nb\nc\nd\ne\nf' });
    expect(await logs('?lines=3')).toEqual({ logs: 'd\ne\nf' });
    expect(await logs('?container=second')).toEqual({ logs: 'c\nd' });
    docker.listContainers = () => Promise.reject(new Error('asked'));
    expect(await logs(`?container=${second}`)).toEqual({ logs: 'c\nd' });
  });

  it('is searched with what runs, for plain text', async () => {
    await addContainer('new');
    docker.containerLogs = async () => [line(5, 'GET /c'), line(6, 'POST /')];
    await addStored('old', [line(1, 'get /a'), line(2, 'x'), line(3, 'GET /b')]);
    expect(await logs('?search=get%20/')).toEqual({ logs: 'get /a\nGET /b\nGET /c' });
    expect(await logs('?search=get%20/&lines=2')).toEqual({ logs: 'GET /b\nGET /c' });
    expect(await logs('?search=(g%2B)%2B$')).toEqual({ logs: '' });
    expect((await test.call('GET', path(`?search=${'x'.repeat(201)}`))).status).toBe(422);
  });

  it('is stored once, and the oldest part goes when there is too much', async () => {
    await addStored('old', [line(1, 'a')]);
    await addStored('old', [line(2, 'again')]);
    expect(await logs()).toEqual({ logs: 'a' });
    const long = 'x'.repeat(60_000);
    await addStored(
      'long',
      Array.from({ length: 12 }, (_, at) => line(10 + at, `${at} ${long}`)),
    );
    expect(await logs('?container=old')).toEqual({ logs: 'a' });
    await addStored(
      'more',
      Array.from({ length: 12 }, (_, at) => line(30 + at, `${at} ${long}`)),
    );
    expect((await test.call('GET', path('?container=old'))).status).toBe(404);
    const { body } = await test.call('GET', path('?lines=10000'));
    const firsts = String(body.logs)
      .split('\n')
      .map((text) => Number(text.split(' ')[0]));
    expect(firsts).toEqual(
      [5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].slice(-firsts.length),
    );
    expect(firsts.length).toBeGreaterThan(12);
    const { _sum } = await test.server.database.unscoped.containerLogChunk.aggregate({
      _sum: { bytes: true },
    });
    expect(_sum.bytes ?? 0).toBeLessThanOrEqual(test.server.services.installation.containerLogQuota + 1000);
  });

  it('goes with its application', async () => {
    await addStored('old', [line(1, 'a')]);
    const { unscoped: db } = test.server.database;
    const { id } = await db.workload.findUniqueOrThrow({ where: { uuid } });
    await db.workload.delete({ where: { uuid } });
    expect(await db.containerLogChunk.count({ where: { workloadId: id } })).toBe(0);
  });

  it('is listed beside those that are there', async () => {
    const running = await addContainer('running');
    const gone = await addStored('gone', [line(1, 'a')]);
    const { status, body } = await test.call('GET', path('/containers'));
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { id: running, name: 'running', state: 'running', ended_at: null, exit_code: null },
      { id: gone, name: 'gone', state: 'removed', exit_code: 3, deployment_uuid: 'dep' },
    ]);
  });
});

describe('a reader that comes back', () => {
  const events = (count: number, lastEventId?: string, query = '') =>
    readEvents(test, `/applications/${uuid}/logs/follow${query}`, count, lastEventId);

  it('gets what was printed since, and nothing twice, although the container is gone', async () => {
    const first = await addContainer('first');
    const log = [line(1, 'a'), line(2, 'b')];
    docker.followLogs = async (id, { since, onLine, signal }) => {
      const printed = id === first ? log : [line(8, 'new')];
      for (const each of printed) if (since === undefined || each.timestamp >= since) onLine(each);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const before = await events(2);
    expect(before.texts).toEqual(['a', 'b']);
    log.push(line(3, 'c'));
    const again = await events(1, before.last);
    expect(again.texts).toEqual(['c']);
    await test.host.docker.removeContainer(first);
    await addContainer('second');
    const { id } = await test.server.database.unscoped.workload.findUniqueOrThrow({ where: { uuid } });
    const ended = { id: first, name: 'first', deploymentUuid: null, startedAt: null, exitCode: 0 };
    await logArchive(test.scope(), id).keep(
      { ...ended, endedAt: new Date('2026-01-01T00:00:05Z') },
      async (onLine) => {
        for (const each of [...log, line(4, 'last words')]) onLine(each);
      },
    );
    expect((await events(2, again.last)).texts).toEqual(['last words', 'new']);
  });

  it('reads the log of a container that is gone to its end', async () => {
    const id = await addStored('gone', [line(1, 'a'), line(2, 'b')]);
    expect((await events(99, undefined, `?container=${id}`)).texts).toEqual(['a', 'b']);
  });
});
