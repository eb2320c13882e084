import type { JobName, JobPayload } from './jobs';

export interface EnqueueOptions {
  /** While a job with this key is waiting, a second call replaces it instead of adding one. */
  key?: string;
}

/** Queue of deferred work, kept in PostgreSQL. The worker's table says which service runs a name. */
export interface Queue {
  enqueue<N extends JobName>(name: N, payload: JobPayload<N>, options?: EnqueueOptions): Promise<void>;
}
