import { nextRun } from './input/time/next-run';

/** How late a run may begin; one that is later did not happen. */
export const GRACE_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface Schedule {
  frequency: string;
  timeZone: string;
  /** When it was due first. */
  nextRunAt: Date;
}

export interface DueRuns {
  /** Whether to run it now: once, whatever was due within the grace. */
  isRun: boolean;
  /** The first run that did not happen; null: none was missed. */
  missed: Date | null;
  next: Date | null;
}

/** What becomes of the runs that were due up to now (deployment contract D12.1). */
export function dueRuns({ frequency, timeZone, nextRunAt }: Schedule, now: Date): DueRuns {
  const oldest = new Date(now.getTime() - GRACE_MS);
  const isLate = nextRunAt < oldest;
  // The last minute before the grace begins, so that a run at its beginning counts.
  const last = isLate ? nextRun(frequency, new Date(oldest.getTime() - MINUTE_MS), timeZone) : nextRunAt;
  return {
    isRun: last !== null && last <= now,
    missed: isLate ? nextRunAt : null,
    next: nextRun(frequency, now, timeZone),
  };
}
