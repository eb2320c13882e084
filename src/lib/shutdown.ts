import { errorMessage } from '../domain/error';
import type { Clock } from './clock';

/** Everything that was started, to be stopped in reverse order. */
export interface Shutdown {
  /**
   * Add something that was started; `name` is reported if stopping it fails.
   * @throws Error once the shutdown has begun, so that the start goes no further; what was added is stopped all the same
   */
  add(name: string, end: () => Promise<void> | void): void;
  /**
   * Stop everything once, whatever fails; return what failed, as text.
   * @param starting the start, which may still be under way: its current step ends first, for a moment at most
   */
  run(starting: Promise<unknown>): Promise<string[]>;
}

/** Longer than a step of the start takes when nothing keeps it waiting. */
const STEP_MS = 3_000;

export function createShutdown(clock: Pick<Clock, 'sleep'>): Shutdown {
  const started: { name: string; end: () => Promise<void> | void }[] = [];
  let isStopping = false;
  return {
    add(name, end) {
      started.push({ name, end });
      if (isStopping) throw new Error('Gantry is being stopped.');
    },
    async run(starting) {
      isStopping = true;
      const over = new AbortController();
      // A step that fails now fails because of the shutdown, or is reported by the caller that started it.
      const settled = starting.catch(() => undefined);
      const tooLong = clock.sleep(STEP_MS, over.signal).catch(() => undefined); // it settled in time
      await Promise.race([settled, tooLong]);
      over.abort();
      const failures: string[] = [];
      for (let last = started.pop(); last; last = started.pop()) {
        try {
          await last.end();
        } catch (error) {
          failures.push(`${last.name}: ${errorMessage(error)}`);
        }
      }
      return failures;
    },
  };
}
