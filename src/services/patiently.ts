import { databaseFailure } from '../db/failure';
import type { Services } from './context';

const LOOK_AGAIN_MS = 500;

/**
 * Repeat a read until PostgreSQL answers: for streams, which stay open while it is away. Any other failure is passed
 * on, and so is this one once `signal` aborts.
 */
export async function patiently<T>(
  { clock }: Pick<Services, 'clock'>,
  signal: AbortSignal,
  read: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!databaseFailure(error)) throw error;
      await clock.sleep(LOOK_AGAIN_MS, signal).catch(() => {
        throw error;
      });
    }
  }
}
