import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../domain/error';
import type { Host } from './host';
import { behaviours, hostileHost } from './hostile-server.testing';

/** Deadline for the clock of this test. */
const deadlineMs = 60_000;
const nothing = () => undefined;

/** Everything that reads what a server sends, except the forwarded agent. */
const operations: Record<string, (host: Host, signal: AbortSignal) => Promise<unknown>> = {
  'a command': (host, signal) => host.run({ argv: ['true'], stdin: 'x', deadlineMs }, { signal }),
  'a file': (host) => host.writeFile('/tmp/x', 'content', 0o600),
  'a job': (host, signal) => host.jobs.follow('job', { offset: 0, onOutput: nothing, deadlineMs, signal }),
  'the version': (host) => host.docker.version(),
  'a list': (host) => host.docker.listContainers({}, true),
  'a container': (host) => host.docker.inspectContainer('a'),
  'an action': (host) => host.docker.stopContainer('a', 1),
  'a log': (host, signal) => host.docker.readLog('a', { tail: 5, onLine: nothing, signal }),
  'a followed log': (host, signal) => host.docker.followLogs('a', { tail: 5, onLine: nothing, signal }),
  'a program': (host, signal) => host.docker.exec('a', ['x'], { deadlineMs, stdin: 'q', signal }),
  'a socket': (host) => host.httpOverSocket({ socketPath: '/s', method: 'GET', path: '/', deadlineMs }),
  'a probe': (host) =>
    host.httpProbe({
      scheme: 'http',
      address: '10.0.0.1',
      port: 80,
      method: 'GET',
      path: '/',
      timeoutMs: deadlineMs,
    }),
  'an encrypted probe': (host) =>
    host.httpProbe({
      scheme: 'https',
      address: '10.0.0.1',
      port: 443,
      method: 'GET',
      path: '/',
      timeoutMs: deadlineMs,
    }),
  'a port': (host) => host.tcpProbe({ address: '10.0.0.1', port: 80, timeoutMs: deadlineMs }),
};

const uncaught: unknown[] = [];
const onUncaught = (error: unknown) => uncaught.push(error);
beforeAll(() => process.on('uncaughtExceptionMonitor', onUncaught));
afterAll(() => process.off('uncaughtExceptionMonitor', onUncaught));

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe.each(Object.keys(operations))('%s of a server that sends anything', (name) => {
  it('ends with an answer or with words, and never ends the process', async () => {
    const operation = operations[name];
    if (!operation) throw new Error(name);
    await fc.assert(
      fc.asyncProperty(behaviours, fc.constantFrom('root', 'deploy'), async (channels, user) => {
        const { host, end } = hostileHost(channels, user);
        const caller = new AbortController();
        const ended = operation(host, caller.signal).then(nothing, (error: unknown) => error);
        await turns(40);
        caller.abort(new AppError('conflict', 'The caller left.'));
        end();
        const error = await ended;
        if (error !== undefined) expect(error).toBeInstanceOf(AppError);
        await turns(3);
        expect(uncaught).toEqual([]);
      }),
      { numRuns: 80, seed: 2026 },
    );
  });
});
