import type { ChangeEvent } from '../db/notify';
import type { Services } from './context';

export interface Awaited<T> {
  /** Whether to look again after a change. */
  concerns(event: ChangeEvent): boolean;
  /** Look for the result; null: not yet. */
  look(): Promise<T | null>;
  timeoutMs: number;
  /** Aborts when the caller no longer waits. */
  signal: AbortSignal;
}

/**
 * Look, and look again after each relevant change, until there is a result.
 * @returns null when the time is over or the caller no longer waits
 */
export async function waitFor<T>(
  { changes, clock }: Pick<Services, 'changes' | 'clock'>,
  { concerns, look, timeoutMs, signal }: Awaited<T>,
): Promise<T | null> {
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  let wake: () => void = () => undefined;
  let isDue = true;
  const notice = () => {
    isDue = true;
    wake();
  };
  const unsubscribe = changes.subscribe((event) => {
    if (concerns(event)) notice();
  }, notice);
  // Look a last time at the end: a notice may have been lost with its connection.
  const timer = clock.sleep(timeoutMs, ended).then(
    () => over.abort(),
    () => undefined, // there was a result, or the caller no longer waits
  );
  ended.addEventListener('abort', notice, { once: true });
  try {
    for (;;) {
      isDue = false;
      const isLast = ended.aborted;
      const seen = await look();
      if (seen !== null || isLast) return seen;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isDue) resolve();
      });
    }
  } finally {
    unsubscribe();
    over.abort();
    await timer;
  }
}
