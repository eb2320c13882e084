import { errorMessage } from '../../domain/error';
import { type Clock, systemClock } from '../../lib/clock';
import type { Logger } from '../../lib/log';
import type { EmbeddedDatabase } from './server';

export interface Supervision {
  log: Logger;
  /** Called when starts keep failing: the process can no longer work. */
  onGone: (error: unknown) => void;
  clock?: Clock;
  random?: () => number;
}

const LOOK_EVERY_MS = 500;
const MOST_STARTS = 6;
const FIRST_DELAY_MS = 500;
const MOST_DELAY_MS = 10_000;
/** Time after which a crash of the server counts as a new problem. */
const STABLE_MS = 60_000;

/**
 * Restart the embedded PostgreSQL whenever its process ends, whether started here or adopted: at once, then with
 * growing, jittered delays. Return a function that stops this; call it before stopping the server itself.
 */
export function supervise(
  embedded: Pick<EmbeddedDatabase, 'isRunning' | 'restart'>,
  { log, onGone, clock = systemClock, random = Math.random }: Supervision,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const wait = (ms: number) => clock.sleep(ms, signal).catch(() => undefined); // loops end by their conditions

  async function watch(): Promise<void> {
    let starts = 0;
    for (let stableMs = 0; !signal.aborted; await wait(LOOK_EVERY_MS)) {
      if (embedded.isRunning()) {
        stableMs += LOOK_EVERY_MS;
        if (stableMs >= STABLE_MS) starts = 0;
        continue;
      }
      stableMs = 0;
      if (starts > 0)
        await wait(Math.min(FIRST_DELAY_MS * 2 ** (starts - 1), MOST_DELAY_MS) * (0.5 + random() / 2));
      if (signal.aborted) return;
      starts++;
      const failure = await start();
      if (failure !== null && starts >= MOST_STARTS) return onGone(failure);
    }
  }

  /** Start the server. @returns the error; null when it runs again */
  async function start(): Promise<unknown> {
    log.warn({}, 'the embedded PostgreSQL has ended: it is started again');
    try {
      await embedded.restart();
      log.info({}, 'the embedded PostgreSQL runs again');
      return null;
    } catch (error) {
      log.error({ error: errorMessage(error) }, 'the embedded PostgreSQL did not start');
      return error;
    }
  }

  const watching = watch();
  return async () => {
    stopping.abort();
    await watching;
  };
}
