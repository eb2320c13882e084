import { AppError } from '../domain/error';

/** Concurrent hashes: two of Node's four worker threads, which file access, DNS lookups and compression also use. */
const atATime = 2;
/** Most waiting hashes: about ten seconds of work. */
const mostWaiting = 32;
const retryAfterSeconds = 10;

/**
 * Runs password hashes in order of arrival, a few at a time, so that many sign-ins use neither every thread of the
 * process nor its memory.
 */
export class HashingQueue {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Run a hash in its turn. @throws AppError unavailable when too many are waiting */
  async run<T>(hash: () => Promise<T>): Promise<T> {
    if (this.#running >= atATime) await this.#turn();
    else this.#running++;
    try {
      return await hash();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= mostWaiting)
      throw new AppError('unavailable', 'Too many passwords are being checked. Try again in a moment.', {
        headers: { 'Retry-After': String(retryAfterSeconds) },
      });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
