import { Duplex } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ClientChannel } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../lib/clock';
import { CommandOutput } from './command/command-output';
import { DockerClient } from './docker/client';
import { createDockerApi } from './docker/create-api';
import { LogLineReader } from './docker/log-lines';
import { NewestLines } from './docker/newest-lines';
import { Fountain } from './fountain.testing';
import { followJob } from './jobs/follow';
import { Redactor } from './redaction/redactor';
import type { SshConnection } from './ssh/connection';
import { pump } from './ssh/exec-channel';
import { guardIncoming } from './ssh/incoming-guard';

const MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Count the bytes that are still referenced. */
function heldBytes(): number {
  collectGarbage();
  collectGarbage(); // garbage collection frees the external memory of buffers later; the next one waits for that
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function frame(body: Buffer): Buffer {
  const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

function dockerOver(fountain: Fountain) {
  // A call uses only these parts of a connection.
  const connection = {
    address: 'hostile',
    use: <T>(work: () => Promise<T>) => work(),
    orLost: <T>(promise: Promise<T>) => promise,
    unixSocket: async () => fountain,
  } as unknown as SshConnection;
  const host = {
    isRoot: true,
    connection: async () => connection,
    run: async () => ({ code: 0, stdout: 'running', stderr: '', droppedBytes: 0 }),
    stopProcess: async () => undefined,
    skipped: () => undefined,
  };
  return createDockerApi(new DockerClient(host, systemClock));
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('memory has a bound', () => {
  it('for a log line that never ends', () => {
    const reader = new LogLineReader();
    let lines = 0;
    const before = heldBytes();
    for (let count = 0; count < 4096; count++) {
      const body = Buffer.alloc(16_384, 'x');
      body.write('2026-11-28T18:00:00.000000000Z ');
      const frames = [frame(body), frame(body), frame(body), frame(body)];
      lines += reader.push(Buffer.concat(frames)).length;
    }
    expect(heldBytes() - before).toBeLessThan(16 * MB);
    expect(lines).toBe(0);
    expect(reader.end()[0]?.text.length).toBeLessThan(66_000);
  });

  it('for frames of any length', () => {
    const reader = new LogLineReader();
    expect(reader.push(frame(Buffer.from('a\n')))).toHaveLength(1);
    const header = Buffer.from([1, 0, 0, 0, 4, 0, 0, 0]); // 64 MB
    expect(() => reader.push(header)).toThrow('not framed');
  });

  it('for lines that are kept', () => {
    const newest = new NewestLines();
    for (let count = 0; count < 200_000; count++) newest.add({ stream: 'stdout', timestamp: '', text: '' });
    expect(newest.lines()).toHaveLength(50_001);
  });

  it('for what a command prints', () => {
    const output = new CommandOutput(Redactor.for([]));
    const before = heldBytes();
    for (let count = 0; count < 2048; count++) output.push('stdout', Buffer.alloc(65_536, 'x'));
    expect(heldBytes() - before).toBeLessThan(48 * MB);
    expect(output.result(0)).toMatchObject({ droppedBytes: 118 * MB });
  });

  it('for an answer of Docker that never ends', async () => {
    const begin = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n';
    const list = new Fountain(begin, Buffer.alloc(65_536, ' '), 1024 * MB);
    await expect(dockerOver(list).listContainers({}, true)).rejects.toThrow('larger than 10 MB');
    expect(list.printed).toBeLessThan(12 * MB);
    const refusal = new Fountain('HTTP/1.1 500 No\r\n\r\n', Buffer.alloc(65_536, 'x'), 1024 * MB);
    await expect(dockerOver(refusal).containerLogs('a', { tail: 5 })).rejects.toThrow('larger than 10 MB');
    expect(refusal.printed).toBeLessThan(12 * MB);
  });

  it('for a log that is not read as fast as it is printed', async () => {
    const lines = frame(Buffer.from(`2026-11-28T18:00:00.000000000Z ${'y'.repeat(16_000)}\n`));
    const log = new Fountain('HTTP/1.1 200 OK\r\n\r\n', lines, 1024 * MB);
    const caller = new AbortController();
    let seen = 0;
    const onLine = () => {
      seen += 1;
      return new Promise<void>(() => undefined);
    };
    const following = dockerOver(log).followLogs('a', { tail: 5, onLine, signal: caller.signal });
    await turns(300);
    expect([seen, log.printed < MB]).toEqual([1, true]);
    caller.abort(new Error('left'));
    await following;
  });

  it('for a program whose output is taken slowly', async () => {
    const channel = new Fountain('', Buffer.alloc(32_768, 'x'), 64 * MB);
    const waiting: (() => void)[] = [];
    let seen = 0;
    const ended = pump(channel as unknown as ClientChannel, Buffer.alloc(0), {
      onStdout: (chunk) => {
        seen += chunk.length;
        return new Promise((resolve) => waiting.push(resolve));
      },
      onStderr: () => undefined,
    });
    await turns(100);
    expect([waiting.length, channel.printed < MB]).toEqual([1, true]);
    channel.stderr.destroy();
    const going = setInterval(() => {
      for (const goOn of waiting.splice(0)) goOn();
    }, 0);
    await ended;
    clearInterval(going);
    expect(seen).toBe(64 * MB);
  });

  it('for a sink that fails, whose program is let go', async () => {
    const channel = new Fountain('', Buffer.alloc(32_768, 'x'), 64 * MB);
    const fail = () => {
      throw new Error('full');
    };
    const sinks = { onStdout: fail, onStderr: () => undefined };
    await expect(pump(channel as unknown as ClientChannel, Buffer.alloc(0), sinks)).rejects.toThrow('full');
    expect(channel.destroyed).toBe(true);
  });

  it('for a server that sends more than its window', () => {
    const channel = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    let floods = 0;
    guardIncoming(channel, () => {
      floods += 1;
    });
    for (let count = 0; count < 200; count++) channel.push(Buffer.alloc(65_536));
    expect(floods).toBeGreaterThan(0);
    expect(channel.readableLength).toBeLessThan(5 * MB);
    channel.destroy(new Error('no one listens'));
  });
});

describe('the output of a job', () => {
  const clock: Clock = { now: () => new Date(0), monotonicMs: () => 0, sleep: () => Promise.resolve() };
  const signal = new AbortController().signal;
  const options = { offset: 0, deadlineMs: 1, signal };

  it('is refused beyond what was asked for', async () => {
    let pushed = 0;
    const flood = followJob(
      'job',
      { ...options, onOutput: () => new Promise(() => undefined) },
      async (_offset, onBytes) => {
        for (; pushed < 1024; pushed++) void onBytes(Buffer.alloc(MB, 'x\n'));
        return 'running';
      },
      clock,
      signal,
    );
    await expect(flood).rejects.toThrow('more output of a job than it was asked for');
    expect(pushed).toBeLessThan(6);
  });

  it('is refused beyond what a job keeps, however slowly it comes', async () => {
    let stored = 0;
    const onOutput = ({ text }: { text: string }) => {
      stored += text.length;
    };
    const flood = followJob(
      'job',
      { ...options, onOutput },
      async (_offset, onBytes) => {
        await onBytes(Buffer.alloc(MB, 'x\n'));
        return 'running';
      },
      clock,
      signal,
    );
    await expect(flood).rejects.toThrow('more output of a job than it was asked for');
    expect(stored).toBe(16 * MB);
  });

  it('makes the machine wait while it is stored', async () => {
    const waits: (Promise<void> | undefined)[] = [];
    await followJob(
      'job',
      { ...options, onOutput: () => undefined },
      async (_offset, onBytes) => {
        for (const size of [1000, 300_000]) {
          const wait = onBytes(Buffer.alloc(size, 'x\n'));
          waits.push(wait ?? undefined);
          await wait;
        }
        return 'ended exit 0 0';
      },
      clock,
      signal,
    );
    expect(waits.map((wait) => wait !== undefined)).toEqual([false, true]);
  });
});
