import { setMaxListeners } from 'node:events';
import { expect, it } from 'vitest';
import type { LogLine } from '../../../src/transport/docker/api';
import { type Engine, web } from './engine';

/** Logs of containers, read and followed. */
export function testLogs({ host, docker }: Engine): void {
  it('reads and follows logs', async () => {
    await docker().createContainer(web('log'));
    await docker().startContainer('log');
    const say = (script: string) => docker().exec('log', ['sh', '-c', script], { deadlineMs: 10_000 });
    await say('echo first >/proc/1/fd/1; echo problem >/proc/1/fd/2');
    const read = await docker().containerLogs('log', { tail: 2 });
    expect(read.map(({ stream, text }) => [stream, text])).toEqual(
      expect.arrayContaining([
        ['stdout', 'first'],
        ['stderr', 'problem'],
      ]),
    );
    const lines: LogLine[] = [];
    const stop = new AbortController();
    const last = read
      .map(({ timestamp }) => timestamp)
      .sort()
      .at(-1);
    const following = docker().followLogs('log', {
      tail: 10,
      since: last,
      onLine: (line) => lines.push(line),
      signal: stop.signal,
    });
    await say('echo live >/proc/1/fd/1');
    await expect.poll(() => lines.map(({ text }) => text), { timeout: 5000 }).toContain('live');
    expect(lines.length).toBeLessThanOrEqual(2);
    stop.abort();
    await following;

    const untilEnd = docker().followLogs('log', {
      tail: 0,
      onLine: () => undefined,
      signal: new AbortController().signal,
    });
    await docker().stopContainer('log', 1);
    await untilEnd;
  });

  it('follows many logs without holding up other work', async () => {
    await docker().createContainer(web('many'));
    await docker().startContainer('many');
    const stop = new AbortController();
    setMaxListeners(20, stop.signal);
    const options = { tail: 1, onLine: () => undefined, signal: stop.signal };
    const followers = Array.from({ length: 12 }, () => docker().followLogs('many', options));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await host().run({ argv: ['true'], deadlineMs: 10_000 })).code).toBe(0);
    expect((await docker().inspectContainer('many'))?.status).toBe('running');
    stop.abort();
    await Promise.all(followers);
  });
}
