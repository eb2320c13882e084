import { type Clock, systemClock } from './clock';

/** How many of its seconds pass in one. */
const FACTOR = 10;

/**
 * For integration tests only: durations are a tenth of what they are, while the time of day is the true one. What waits
 * for containers (gates, watches, pauses) ends soon; leases and schedules go by PostgreSQL's clock.
 */
export const hurriedClock: Clock = {
  now: systemClock.now,
  monotonicMs: () => systemClock.monotonicMs() * FACTOR,
  sleep: (ms, signal) => systemClock.sleep(ms / FACTOR, signal),
};
