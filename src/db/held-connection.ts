import { Socket } from 'node:net';
import pg from 'pg';
import { errorMessage } from '../domain/error';
import type { Secret } from '../domain/secret';
import { type Clock, systemClock } from '../lib/clock';
import type { Logger } from '../lib/log';
import { reconnectDelay } from './backoff';
import { noteSocketError } from './unavailable';
import { untilAnswered } from './until-answered';

export interface HeldConnectionOptions {
  url: Secret;
  /** Name in PostgreSQL and in the log. */
  name: string;
  log: Logger;
  /** Starts what the session is held for: LISTEN, a lock. If it fails, the session is dropped. */
  begin: (client: pg.Client, isFirst: boolean) => Promise<void>;
  clock?: Clock;
  random?: () => number;
}

export interface HeldConnection {
  close(): Promise<void>;
}

const CONNECT_MS = 3_000;
/** Interval of pings: a connection whose other end vanished reports nothing on its own. */
const PING_EVERY_MS = 10_000;
const ANSWER_MS = 5_000;
const GOODBYE_MS = 1_000;

/**
 * Hold a separate session for as long as the process runs. One loop owns it: it connects, begins, waits for the end,
 * and tries again with growing, jittered delays; nothing else does.
 * @throws AppError as `untilAnswered` does, and what the first `begin` throws
 */
export async function holdConnection(options: HeldConnectionOptions): Promise<HeldConnection> {
  const { clock = systemClock, random = Math.random, log, name } = options;
  const closing = new AbortController();
  let client = await untilAnswered(() => open(options, true), options);
  const running = run();

  async function run(): Promise<void> {
    for (;;) {
      await untilEnd(client, clock, closing.signal);
      if (closing.signal.aborted) return;
      log.warn({ connection: name }, 'connection to PostgreSQL lost');
      const next = await reopen();
      if (!next) return;
      client = next;
      log.info({ connection: name }, 'connection to PostgreSQL restored');
    }
  }

  /** Connect again; null when it was closed meanwhile. */
  async function reopen(): Promise<pg.Client | null> {
    for (let attempt = 0; ; attempt++) {
      await clock.sleep(reconnectDelay(attempt, random), closing.signal).catch(() => undefined); // see the next line
      if (closing.signal.aborted) return null;
      try {
        return await open(options, false);
      } catch (error) {
        log.debug({ connection: name, error: errorMessage(error) }, 'PostgreSQL cannot be reached yet');
      }
    }
  }

  return {
    async close() {
      closing.abort();
      await running;
      await end(client, clock);
    },
  };
}

async function open({ url, name, begin }: HeldConnectionOptions, isFirst: boolean): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url.reveal(),
    application_name: name,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    stream: () => new Socket().on('error', noteSocketError),
  });
  client.on('error', () => undefined); // `end` follows
  try {
    await client.connect();
    await begin(client, isFirst);
    return client;
  } catch (error) {
    client.connection.stream.destroy();
    throw error;
  }
}

/** Resolve when the connection has ended, no longer answers, or `closing` aborts. */
async function untilEnd(client: pg.Client, clock: Clock, closing: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const { stream } = client.connection;
  const onEnd = () => ended.abort();
  stream.once('close', onEnd);
  if (stream.destroyed) onEnd();
  const over = AbortSignal.any([ended.signal, closing]);
  try {
    while (!over.aborted) {
      await clock.sleep(PING_EVERY_MS, over);
      await client.query('SELECT 1');
    }
  } catch {
    if (!closing.aborted) stream.destroy(); // it has already ended, or does not answer
  } finally {
    stream.off('close', onEnd);
  }
}

/** End the session, so that PostgreSQL releases locks at once; do not wait for a frozen one. */
async function end(client: pg.Client, clock: Clock): Promise<void> {
  const left = new AbortController();
  const tooLong = clock.sleep(GOODBYE_MS, left.signal).catch(() => undefined); // it ended in time
  await Promise.race([client.end(), tooLong]);
  left.abort();
  client.connection.stream.destroy();
}
