import type { JobName, JobPayload } from './jobs';

export interface EnqueueOptions {
  /** While a job with this key is waiting, a second call replaces it instead of adding one. */
  key?: string;
  /** Jobs with this text run one at a time, in any process. */
  turn?: string;
  /** Attempts before the job is given up, with growing delays; absent: twelve, which take about a day. */
  attempts?: number;
  /** Earliest start, from now; absent: at once. */
  delayMs?: number;
}

/** Queue of deferred work, kept in PostgreSQL. The worker's table says which service runs a name. */
export interface Queue {
  enqueue<N extends JobName>(name: N, payload: JobPayload<N>, options?: EnqueueOptions): Promise<void>;
}
