import type { Database } from '../db/database';
import { countAttempt, forgetAttempts, uncountAttempt } from '../db/queries/login-throttle';
import { AppError } from '../domain/error';
import type { Clock } from '../lib/clock';
import { digestOf } from './digest';

/**
 * Throttle of sign-ins (authorization contract §5.5). An account is an e-mail address, whether or not a user has it.
 */
export const loginThrottle = {
  freeFailures: 5,
  /** Delays in seconds. The last one repeats: an account is never blocked permanently. */
  delays: [60, 120, 240, 480, 900],
  /** Time without a failure after which counting starts again. */
  forgetAfterMs: 86_400_000,
} as const;

/** A sign-in attempt. It counts as failed until its result is reported. */
export interface LoginAttempt {
  /** Report that the proof was correct and complete: earlier failures are forgotten. */
  succeeded(): Promise<void>;
  /** Report that it was correct so far (a second factor is missing): it neither counts nor resets the failures. */
  undecided(): Promise<void>;
}

/** Begin an attempt. @throws LoginBlocked */
export async function beginLoginAttempt(
  { database, clock }: { database: Pick<Database, 'pool'>; clock: Clock },
  email: string,
): Promise<LoginAttempt> {
  const { pool } = database;
  const accountHash = digestOf(email);
  const at = clock.now();
  const counted = await countAttempt(pool, {
    accountHash,
    at,
    forgetBefore: new Date(at.getTime() - loginThrottle.forgetAfterMs),
    freeFailures: loginThrottle.freeFailures,
    delays: loginThrottle.delays,
  });
  if (!counted.isAdmitted) throw new LoginBlocked(counted.blockedUntil, at);
  return {
    succeeded: () => forgetAttempts(pool, accountHash),
    undecided: () => uncountAttempt(pool, accountHash, counted.failures),
  };
}

/** Thrown while an account is blocked. The message contains the time to wait, but not whether the account exists. */
export class LoginBlocked extends AppError {
  /** At least 1. */
  readonly seconds: number;

  constructor(until: Date, now: Date) {
    const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
    super('too_many_requests', `Too many failed sign-ins. Try again in ${waitText(seconds)}.`, {
      headers: { 'Retry-After': String(seconds) },
    });
    this.seconds = seconds;
  }
}

function waitText(seconds: number): string {
  if (seconds <= 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
