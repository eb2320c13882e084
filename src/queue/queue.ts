import type { JobName, JobPayload } from './jobs';

export interface EnqueueOptions {
  /** While a job with this key waits, a second call replaces it instead of adding one. */
  key?: string;
  /** Not before this long from now, by the database's clock. */
  delayMs?: number;
}

/** Work for later, kept in PostgreSQL. The worker's table says which service runs a name. */
export interface Queue {
  enqueue<N extends JobName>(name: N, payload: JobPayload<N>, options?: EnqueueOptions): Promise<void>;
  /** Makes jobs with these keys due that wait for their time: what they waited for has happened. */
  hasten(keys: readonly string[]): Promise<void>;
}
