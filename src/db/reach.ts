import { Socket } from 'node:net';
import { errorMessage } from '../domain/error';
import { type Clock, systemClock } from '../lib/clock';
import type { Logger } from '../lib/log';
import { reconnectDelay } from './backoff';
import { noteSocketError } from './unavailable';

/** What came of a probe: an answer, a refusal of the connection, or nothing within its time. */
export type ProbeResult = 'answers' | 'refuses' | 'silent';

export interface ReachOptions {
  /** Ask PostgreSQL for an answer; end by itself, soon. */
  probe: () => Promise<ProbeResult>;
  clock?: Clock;
  random?: () => number;
}

/**
 * Whether PostgreSQL can be reached at all. A connection that fails or a statement that takes long is only a doubt:
 * then one probe at a time decides, with growing delays until it succeeds. A probe without an answer says nothing while
 * other connections get theirs: the machine is busy then. While PostgreSQL is away, no other connection is attempted,
 * and connections that wait for an answer are cut, so that everything that waits ends soon.
 */
export class Reach {
  readonly #probe: () => Promise<ProbeResult>;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #closing = new AbortController();
  readonly #sockets = new Set<Socket>();
  #log: Logger | null = null;
  #isAway = false;
  #asking: Promise<void> | null = null;

  constructor({ probe, clock = systemClock, random = Math.random }: ReachOptions) {
    this.#probe = probe;
    this.#clock = clock;
    this.#random = random;
  }

  get isAway(): boolean {
    return this.#isAway;
  }

  /** Report from now on when PostgreSQL goes and comes. */
  reportTo(log: Logger): void {
    this.#log = log;
  }

  /** A socket for a connection that is cut when PostgreSQL turns out to be away. */
  readonly socket = (): Socket => {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.on('error', noteSocketError);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  };

  /** Find out whether PostgreSQL is there, unless that is being found out already. */
  doubt(reason: string): void {
    if (this.#asking || this.#closing.signal.aborted) return;
    this.#asking = this.#ask(reason).finally(() => {
      this.#asking = null;
    });
  }

  /** End every connection at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#asking;
  }

  async #ask(reason: string): Promise<void> {
    for (let attempt = 0; !this.#closing.signal.aborted; attempt++) {
      const before = this.#received();
      const result = await this.#probe();
      if (result === 'answers' || (result === 'silent' && (await this.#hasReceivedSince(before))))
        return this.#present();
      this.#absent(reason);
      await this.#clock
        .sleep(reconnectDelay(attempt, this.#random), this.#closing.signal)
        .catch(() => undefined); // the loop ends by its condition
    }
  }

  /** Bytes that have come on each connection. */
  #received(): ReadonlyMap<Socket, number> {
    return new Map([...this.#sockets].map((socket) => [socket, socket.bytesRead]));
  }

  async #hasReceivedSince(before: ReadonlyMap<Socket, number>): Promise<boolean> {
    // In a process that was held up itself, timers come before what waits in sockets.
    await new Promise(setImmediate);
    return [...this.#sockets].some((socket) => socket.bytesRead > (before.get(socket) ?? 0));
  }

  #present(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#log?.info({}, 'PostgreSQL answers again');
  }

  #absent(reason: string): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#log?.warn({ reason }, 'PostgreSQL does not answer');
    this.cut();
  }
}

/** Make a listener that takes errors for doubts. */
export function doubtAbout(reach: Reach): (error: unknown) => void {
  return (error) => reach.doubt(errorMessage(error));
}
