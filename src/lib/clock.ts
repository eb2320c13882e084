/** Time as a dependency, so that tests advance it instead of sleeping. */
export interface Clock {
  now(): Date;
  /** Milliseconds since an arbitrary start, for durations: corrections of the time of day do not affect it. */
  monotonicMs(): number;
  /** Resolve after `ms`, or at once when `signal` aborts (then rejects with the signal's reason). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
