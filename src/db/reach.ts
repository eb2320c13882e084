import { Socket } from 'node:net';
import { errorMessage } from '../domain/error';
import { type Clock, systemClock } from '../lib/clock';
import type { Logger } from '../lib/log';
import { reconnectDelay } from './backoff';
import { noteSocketError } from './unavailable';

/** Result of a probe: an answer, a refused connection, or nothing in time. */
export type ProbeResult = 'answers' | 'refuses' | 'silent';

export interface ReachOptions {
  /** Probe PostgreSQL; must end by itself, soon. */
  probe: () => Promise<ProbeResult>;
  clock?: Clock;
  random?: () => number;
}

/**
 * Tracks whether PostgreSQL can be reached at all. A failed connection or a slow statement is only a doubt: then one
 * probe at a time decides, with growing delays until it succeeds. A probe without an answer proves nothing while other
 * connections get theirs: the machine is only busy. While PostgreSQL is down, no other connection is attempted, and
 * connections that wait for an answer are cut, so that everything that waits ends soon.
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

  /** Log from now on when PostgreSQL goes down and comes back. */
  reportTo(log: Logger): void {
    this.#log = log;
  }

  /** Make a socket that is cut when PostgreSQL turns out to be down. */
  readonly socket = (): Socket => {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.on('error', noteSocketError);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  };

  /** Check whether PostgreSQL is up, unless a check is already running. */
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

  /** Get the bytes received on each connection. */
  #received(): ReadonlyMap<Socket, number> {
    return new Map([...this.#sockets].map((socket) => [socket, socket.bytesRead]));
  }

  async #hasReceivedSince(before: ReadonlyMap<Socket, number>): Promise<boolean> {
    // After a pause of this process, timers run before data waiting in sockets is read.
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

/** Make a listener that treats errors as doubts. */
export function doubtAbout(reach: Reach): (error: unknown) => void {
  return (error) => reach.doubt(errorMessage(error));
}
