import { nextRun } from './input/time/next-run';

/** Longest delay of a run; a later one counts as missed. */
export const GRACE_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface Schedule {
  frequency: string;
  /** Absent: UTC. */
  timeZone?: string;
  /** Time when it first became due. */
  nextRunAt: Date;
  /** Whether missed runs are made up for by one; absent: they are not. */
  isMadeUpFor?: boolean;
}

export interface DueRuns {
  /** Whether to run now: once, for all runs due within the grace period, or for all missed ones. */
  isRun: boolean;
  /** First missed run; null: none was missed. */
  missed: Date | null;
  next: Date | null;
}

/** Decide what happens to the runs that are due by now (deployment contract D12.1). */
export function dueRuns(
  { frequency, timeZone, nextRunAt, isMadeUpFor = false }: Schedule,
  now: Date,
): DueRuns {
  const oldest = new Date(now.getTime() - GRACE_MS);
  const isLate = nextRunAt < oldest;
  // The last minute before the grace period, so that a run at its start counts.
  const last = isLate ? nextRun(frequency, new Date(oldest.getTime() - MINUTE_MS), timeZone) : nextRunAt;
  return {
    isRun: isMadeUpFor || (last !== null && last <= now),
    missed: isLate ? nextRunAt : null,
    next: nextRun(frequency, now, timeZone),
  };
}
