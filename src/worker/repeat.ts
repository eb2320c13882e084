import { errorMessage } from '../domain/error';
import type { Services } from '../services/context';

export interface Repeated {
  name: string;
  everyMs: number;
  /** Delay before the first run. */
  afterMs: number;
  run: () => Promise<void>;
}

/**
 * Repeat something until `signal` aborts, with a pause between the end of one run and the start of the next. A failed
 * run is logged; the next one follows. Resolves when the last run has ended.
 */
export async function repeat(
  { clock, log }: Pick<Services, 'clock' | 'log'>,
  { name, everyMs, afterMs, run }: Repeated,
  signal: AbortSignal,
): Promise<void> {
  const pause = (ms: number) => clock.sleep(ms, signal).catch(() => undefined); // the loop ends by its condition
  if (afterMs > 0) await pause(afterMs);
  while (!signal.aborted) {
    try {
      await run();
    } catch (error) {
      log.error({ sweep: name, error: errorMessage(error) }, 'sweep failed');
    }
    await pause(everyMs);
  }
}
