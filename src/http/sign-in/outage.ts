import { appErrorOf } from '../../api/errors';
import type { AppError } from '../../domain/error';

/**
 * Remembers the failure that kept next-auth from handling a request. next-auth treats a failed callback as a session
 * that has ended and clears its cookie, but an unavailable database must not sign users out.
 */
export class Outage {
  #failure: AppError | null = null;

  get failure(): AppError | null {
    return this.#failure;
  }

  /** Run a callback of next-auth. @throws what it throws */
  async watch<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = appErrorOf(error);
      if (failure.code === 'unavailable') this.#failure = failure;
      throw error;
    }
  }
}
