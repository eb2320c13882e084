import { errorMessage } from '../../domain/error';
import type { Step } from '../plan/types';
import { JournalLost, type StepLog } from '../step/step-log';
import { isPassing } from './passing-failure';
import type { PlanRun } from './plan-run';

const longestPauseMs = 60_000;

/** Get the milliseconds to wait after the n-th attempt failed: 1 s, doubled each time, up to a minute. */
export function pauseAfter(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), longestPauseMs);
}

/** Write a pause for a log line. */
export function inSeconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

/**
 * Wait before the next attempt.
 * @returns false when there must be none, because nothing of the workload is needed any more
 * @throws JournalLost when the run must stop where it is
 */
export async function waitToRepeat(
  { clock, halted, abandoned }: Pick<PlanRun, 'clock' | 'halted' | 'abandoned'>,
  ms: number,
): Promise<boolean> {
  const signals = [halted, abandoned].filter((signal) => signal !== undefined);
  await clock.sleep(ms, AbortSignal.any(signals)).catch(() => undefined); // the signals are checked below
  if (halted?.aborted) throw new JournalLost(halted.reason);
  return !abandoned?.aborted;
}

/** Repeat what fails for a temporary reason, with growing, logged pauses, for `limitMs` at most. */
export async function persist<T>(
  run: PlanRun,
  log: StepLog,
  { title, actions }: Pick<Step, 'title' | 'actions'>,
  limitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const isRepeatable = actions.every((action) => action.kind !== 'exec');
  const startedAt = run.clock.monotonicMs();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (run.halted?.aborted) throw new JournalLost(error);
      const pause = pauseAfter(attempt);
      const isOver = run.clock.monotonicMs() + pause - startedAt > limitMs;
      if (!isRepeatable || isOver || !isPassing(error)) throw error;
      await log.problem(`${errorMessage(error)} "${title}" will be retried in ${inSeconds(pause)}.`);
      if (!(await waitToRepeat(run, pause))) throw error;
    }
  }
}
