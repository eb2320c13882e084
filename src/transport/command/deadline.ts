import type { Clock } from '../../lib/clock';
import { DeadlineExceeded } from '../ssh/failures';

export interface DeadlineOptions {
  clock: Clock;
  deadlineMs: number;
  /** What the work does, for the message. */
  doing: string;
  signal?: AbortSignal;
}

/**
 * Run `work` with a signal that aborts when the caller's does, or with DeadlineExceeded when the time is up. `work`
 * decides how to stop; it must then reject with the signal's reason.
 */
export async function withDeadline<T>(
  options: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const done = new AbortController();
  const onAbort = () => stop.abort(options.signal?.reason);
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  options.clock.sleep(options.deadlineMs, done.signal).then(
    () => stop.abort(new DeadlineExceeded(options.doing, options.deadlineMs)),
    () => undefined, // the work ended first
  );
  try {
    stop.signal.throwIfAborted();
    return await work(stop.signal);
  } finally {
    done.abort();
    options.signal?.removeEventListener('abort', onAbort);
  }
}

/** Settle with the promise, or reject with the signal's reason as soon as it aborts. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Wait until the promise settles either way, but at most `limitMs`. Return whether it did. */
export async function within(limitMs: number, promise: Promise<unknown>, clock: Clock): Promise<boolean> {
  const settled = new AbortController();
  const end = () => settled.abort();
  promise.then(end, end);
  await clock.sleep(limitMs, settled.signal).catch(() => undefined);
  return settled.signal.aborted;
}
