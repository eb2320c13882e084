import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';

/** Time for aborted work to end before it is left behind. */
const settleMs = 10_000;

/** Thrown when a step or its undo did not end in time. */
export class StepTimeout extends AppError {
  constructor(message: string) {
    super('unavailable', message);
    this.name = 'StepTimeout';
  }
}

export interface Deadline {
  ms: number;
  /** Error message at the deadline. */
  message: string;
}

/**
 * Run `work` with a signal that aborts at the deadline or with `parent`. Rejects after an abort even if `work` never
 * ends, but waits a moment for it: the undo of a step should not overtake the step.
 */
export async function withDeadline<T>(
  clock: Clock,
  deadline: Deadline,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const late = new AbortController();
  const signal = AbortSignal.any([parent, late.signal]);
  clock.sleep(deadline.ms, ended.signal).then(
    () => late.abort(new StepTimeout(deadline.message)),
    // The timer was stopped because the work ended first.
    () => undefined,
  );
  const working = work(signal);
  try {
    return await Promise.race([working, abortOf(signal)]);
  } catch (error) {
    if (signal.aborted) await settled(clock, working);
    throw error;
  } finally {
    ended.abort();
  }
}

async function settled(clock: Clock, working: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const timer = clock.sleep(settleMs, ended.signal).catch(() => undefined);
  await Promise.race([working.catch(() => undefined), timer]);
  ended.abort();
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
