import { appErrorOf } from '../../api/errors';
import type { AppError } from '../../domain/error';

/**
 * Remembers the failure that kept a request of next-auth from being answered. next-auth takes a failed callback for a
 * session that is over and clears its cookie: a database that is away must not sign people out.
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
