const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Delays before the retries of a delivery, as the Standard Webhooks specification suggests: three days in all. */
export const retryDelaysMs: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A receiver may ask for a later retry, up to this. */
const LONGEST_DELAY_MS = 24 * HOUR;

/** Share of a delay that is added at random, so that what failed together is not repeated together. */
const JITTER = 0.1;

/**
 * Get the delay before the next attempt; null: there is none.
 * @param retry retries so far
 * @param askedMs delay that the receiver asked for
 */
export function nextDelayMs(retry: number, askedMs: number | null, random = Math.random): number | null {
  const delay = retryDelaysMs[retry];
  if (delay === undefined) return null;
  return Math.max(Math.round(delay * (1 + JITTER * random())), Math.min(askedMs ?? 0, LONGEST_DELAY_MS));
}

/** Read `Retry-After`, which is a number of seconds or a date; null: it is neither, or in the past. */
export function readRetryAfter(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null;
  const delay = /^\d{1,9}$/.test(value) ? Number(value) * SECOND : Date.parse(value) - now.getTime();
  return delay > 0 ? delay : null;
}
