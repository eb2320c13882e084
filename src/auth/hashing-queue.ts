import { AppError } from '../domain/error';

/** Hashes at a time, on two of the four threads that Node has for files, names and compression as well. */
const atATime = 2;
/** The most hashes that wait: about ten seconds of work. */
const mostWaiting = 32;
const retryAfterSeconds = 10;

/**
 * Run password hashes one after the other, a few at a time and in the order in which they came, so that a crowd at the
 * sign-in takes neither every thread of the process nor its memory.
 */
export class HashingQueue {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Run a hash in its turn. @throws AppError unavailable when too many wait already */
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
