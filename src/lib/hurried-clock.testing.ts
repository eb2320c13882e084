import { type Clock, systemClock } from './clock';

/** Seconds of this clock per real second. */
const FACTOR = 10;

/**
 * For integration tests only: durations take a tenth of their time, while the time of day is real. Waits for
 * containers (gates, watches, pauses) end soon; leases and schedules use PostgreSQL's clock.
 */
export const hurriedClock: Clock = {
  now: systemClock.now,
  monotonicMs: () => systemClock.monotonicMs() * FACTOR,
  sleep: (ms, signal) => systemClock.sleep(ms / FACTOR, signal),
};
