import { EventEmitter, setMaxListeners } from 'node:events';
import { Duplex, Readable } from 'node:stream';
import fc from 'fast-check';
import type { Client } from 'ssh2';
import { Secret } from '../domain/secret';
import type { Clock } from '../lib/clock';
import { orAborted } from './command/deadline';
import { SshConnection } from './ssh/connection';
import type { ConnectionPool } from './ssh/pool';
import { SshHost } from './ssh-host';

/** Action of a server on one of its channels. */
export type Act =
  | { do: 'print' | 'complain'; bytes: Buffer }
  | { do: 'exit'; code: number }
  /** What Gantry's own command prints on both streams before the program begins. */
  | { do: 'begin' }
  | { do: 'end' | 'fail' | 'fail stderr' | 'close' | 'hang up' };

const header = (length: number) => {
  const bytes = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  bytes.writeUInt32BE(length, 4);
  return bytes;
};

/** Starts of expected output, and unexpected output. */
const fragment = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}',
      'HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{"Id":"a"}',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]',
      'HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\n{"message":',
      'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n',
      'HTTP/1.1 301 X\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 999 \r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'Transfer-Encoding: chunked\r\n\r\n',
      'Content-Length: 18446744073709551615\r\n\r\n',
      'Trailer: a, b\r\n',
      '5\r\nhello\r\n',
      'ffffffffffffffff\r\n',
      'ZZZ\r\n',
      '0\r\n\r\n',
      '[{"Id":1},{"Id":null},',
      '{"ExitCode":0}',
      '[[[[[[[[[[[[[[',
      '{"__proto__":{}}',
      'gantry-job running\n',
      'gantry-job ended exit 0 0\n',
      'gantry-job ended exit 99999999999999999999 -1\n',
      'running\n',
      '2026-01-01T00:00:00.0Z line\n',
      '\n',
      '\0\uffff\u2028\ud83d',
    )
    .map((text) => Buffer.from(text)),
  fc.constantFrom(0, 5, 100, 0x00100001, 0xffffffff).map(header),
  fc.constant(Buffer.alloc(70_000, 'x')),
);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fragment.map((bytes): Act => ({ do: 'print', bytes })) },
  { weight: 2, arbitrary: fragment.map((bytes): Act => ({ do: 'complain', bytes })) },
  { weight: 1, arbitrary: fc.constant<Act>({ do: 'begin' }) },
  { weight: 1, arbitrary: fc.nat(300).map((code): Act => ({ do: 'exit', code })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Act>(
      { do: 'end' },
      { do: 'fail' },
      { do: 'fail stderr' },
      { do: 'close' },
      { do: 'hang up' },
    ),
  },
);

/** Actions, most of which start correctly: only then is a program's output read. */
const acts = fc
  .tuple(fc.boolean(), fc.array(act, { maxLength: 8 }))
  .map(([begins, rest]): Act[] => (begins ? [{ do: 'begin' }, ...rest] : rest));

/** Behaviour of each channel that is opened; `null`: it is refused. */
export const behaviours = fc.array(fc.option(acts, { freq: 8 }), { minLength: 1, maxLength: 4 });

/** A channel as ssh2 makes it. */
class HostileChannel extends Duplex {
  readonly stderr = new Readable({ read: () => undefined });

  /** @param mark of the command line; empty for a forwarded socket */
  constructor(readonly mark: string) {
    super();
  }

  override _read(): void {}

  override _write(_chunk: unknown, _encoding: unknown, done: () => void): void {
    done();
  }

  begin(): void {
    this.push(`${this.mark}.\n`);
    if (!this.stderr.destroyed) this.stderr.push(`${this.mark}. 4711\n`);
  }

  close(): void {
    this.destroy();
    this.stderr.destroy();
  }
}

/** Client end of a connection to a hostile server. */
class HostileClient extends EventEmitter {
  #opened = 0;

  constructor(private readonly channels: readonly (readonly Act[] | null)[]) {
    super();
  }

  readonly exec = (line: string, done: Opened) => this.#open(done, /gantry-[0-9a-f]+/.exec(line)?.[0]);
  readonly openssh_forwardOutStreamLocal = (_path: string, done: Opened) => this.#open(done);
  readonly forwardOut = (...args: [string, number, string, number, Opened]) => this.#open(args[4]);
  readonly end = () => this.emit('close');
  readonly destroy = () => this.emit('close');

  #open(done: Opened, mark = ''): void {
    const acts = this.channels[this.#opened++ % this.channels.length];
    if (!acts) {
      setImmediate(() => done(Object.assign(new Error('open failed'), { reason: 2 })));
      return;
    }
    const channel = new HostileChannel(mark);
    setImmediate(() => {
      done(undefined, channel);
      void this.#play(channel, acts);
    });
  }

  async #play(channel: HostileChannel, acts: readonly Act[]): Promise<void> {
    for (const each of acts) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#perform(channel, each);
    }
    await new Promise((resolve) => setImmediate(resolve));
    channel.close();
  }

  #perform(channel: HostileChannel, each: Act): void {
    const isOpen = !channel.readableEnded && !channel.destroyed;
    if (each.do === 'print' && isOpen) channel.push(each.bytes);
    else if (each.do === 'complain' && !channel.stderr.destroyed) channel.stderr.push(each.bytes);
    else if (each.do === 'begin' && isOpen) channel.begin();
    else if (each.do === 'exit') channel.emit('exit', each.code);
    else if (each.do === 'end') channel.destroy();
    else if (each.do === 'fail') channel.destroy(new Error('broken'));
    else if (each.do === 'fail stderr') channel.stderr.destroy(new Error('broken'));
    else if (each.do === 'close') channel.close();
    else if (each.do === 'hang up') this.emit('close');
  }
}

type Opened = (error: Error | undefined, channel?: HostileChannel) => void;

/** Pauses before a retry end at once, deadlines when the test says so. */
const LONGEST_PAUSE_MS = 15_000;

function clockOf(expired: AbortSignal): Clock {
  const passed = (ms: number): Promise<void> =>
    ms <= LONGEST_PAUSE_MS
      ? new Promise((resolve) => setImmediate(resolve))
      : new Promise((resolve) => expired.addEventListener('abort', () => resolve(), { once: true }));
  return {
    now: () => new Date(0),
    monotonicMs: () => 0,
    async sleep(ms, signal) {
      const pause = passed(ms);
      await (signal ? orAborted(pause, signal) : pause);
    },
  };
}

/** Make a host connected to such a server. `end` lets every deadline pass and ends the connection. */
export function hostileHost(channels: readonly (readonly Act[] | null)[], user: 'root' | 'deploy') {
  const client = new HostileClient(channels);
  const expired = new AbortController();
  setMaxListeners(0, expired.signal);
  const clock = clockOf(expired.signal);
  // SshConnection uses only these parts of ssh2's client.
  const connection = new SshConnection(client as unknown as Client, 'hostile', clock);
  // A host uses only this part of the pool.
  const pool = { connection: async () => connection } as unknown as ConnectionPool;
  const target = {
    serverUuid: 's',
    address: 'hostile',
    locate: async () => [],
    port: 22,
    user,
    privateKey: new Secret(''),
    hostKey: '',
    connectTimeoutSeconds: 1,
  };
  const host = new SshHost({ target, pool, clock, skipped: () => undefined });
  const end = () => {
    expired.abort();
    client.emit('close');
  };
  return { host, end };
}
