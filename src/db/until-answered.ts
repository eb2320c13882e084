import pg from 'pg';
import { AppError } from '../domain/error';
import type { Secret } from '../domain/secret';
import { type Clock, systemClock } from '../lib/clock';
import type { Logger } from '../lib/log';
import { reconnectDelay } from './backoff';
import { databaseFailure } from './failure';

/** Longer than PostgreSQL takes to start alongside Gantry, or to recover after a crash of the machine. */
const PATIENCE_MS = 60_000;

/** Runs work that needs PostgreSQL, and repeats it while PostgreSQL is down or busy. */
export type Patiently = <T>(work: () => Promise<T>) => Promise<T>;

export interface Patience {
  /** Address of PostgreSQL, for the message. */
  url: Secret;
  log: Logger;
  clock?: Clock;
  random?: () => number;
}

/**
 * Do a part of the start that needs PostgreSQL; while PostgreSQL is down or too busy, wait and repeat it. The work
 * must be safe to repeat.
 * @throws AppError `unavailable` after a minute, naming the address; at once when PostgreSQL refuses, for example a
 * password
 */
export async function untilAnswered<T>(
  work: () => Promise<T>,
  { url, log, clock = systemClock, random = Math.random }: Patience,
): Promise<T> {
  const { host } = new URL(url.reveal());
  const began = clock.monotonicMs();
  let reason = 'no answer in time';
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const failure = databaseFailure(error);
      if (!failure) throw refusalOf(error, host);
      reason = failure.detail ?? reason; // while it is known to be down, nothing is tried, and there is no new reason
      if (clock.monotonicMs() - began > PATIENCE_MS)
        throw new AppError(
          'unavailable',
          `PostgreSQL at ${host} does not answer: ${reason}. Check that it is running and that DATABASE_URL is right.`,
          { cause: error },
        );
      if (attempt === 0) log.warn({ host, reason }, 'waiting for PostgreSQL');
    }
    await clock.sleep(reconnectDelay(attempt, random));
  }
}

/**
 * Error codes with which PostgreSQL refuses a connection: the user or password (28), the database (3D), and a setting of
 * ours, such as its time zone where the server has no time zones (22023). Appendix A of its manual.
 */
const REFUSALS = /^(28|3D|22023)/;

/** Say what to check when PostgreSQL refuses the connection; other errors are returned unchanged. */
function refusalOf(error: unknown, host: string): unknown {
  if (!(error instanceof pg.DatabaseError) || !REFUSALS.test(error.code ?? '')) return error;
  const { message } = error;
  return new AppError('internal', `PostgreSQL at ${host} refuses: ${message}. Check DATABASE_URL.`, {
    cause: error,
  });
}
