/** By deployment contract §17, one lost probe is no outage, and one good one is no recovery. */
const FAILURES_TO_UNREACHABLE = 3;
const FAILING_FOR_MS = 2 * 60_000;
const SUCCESSES_TO_REACHABLE = 2;

/** Results of the probes of one server so far. `failures` and `successes` count consecutive ones. */
export interface Reachability {
  isReachable: boolean;
  failures: number;
  successes: number;
  /** Time of the first consecutive failure; null when the last probe succeeded. */
  failingSince: Date | null;
}

export const reachable: Reachability = { isReachable: true, failures: 0, successes: 0, failingSince: null };

/** Compute the state after one more probe. */
export function afterProbe(before: Reachability, succeeded: boolean, at: Date): Reachability {
  if (succeeded) {
    const successes = before.successes + 1;
    const isReachable = before.isReachable || successes >= SUCCESSES_TO_REACHABLE;
    return { isReachable, failures: 0, successes, failingSince: null };
  }
  const failures = before.failures + 1;
  const failingSince = before.failingSince ?? at;
  const isOver =
    failures >= FAILURES_TO_UNREACHABLE && at.getTime() - failingSince.getTime() >= FAILING_FOR_MS;
  return { isReachable: before.isReachable && !isOver, failures, successes: 0, failingSince };
}
