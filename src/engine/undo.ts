import { errorMessage } from '../domain/error';
import type { ActionContext } from './actions/context';
import { withDeadline } from './deadline';
import type { Action, Facts, JournalState, PlanRun } from './plan-types';
import { runActions } from './run-actions';
import { JournalLost, StepLog } from './step-log';

/** Of one undo; long enough for a container's stop grace. */
const undoDeadlineMs = 5 * 60_000;
const cleanupDeadlineMs = 2 * 60_000;

/**
 * Undoes every step that began, the last one first. One that fails does not stop the others.
 * @returns what could not be undone, in words, or null
 */
export async function undoSteps(run: PlanRun, state: JournalState): Promise<string | null> {
  const problems: string[] = [];
  for (const step of [...run.plan.steps].reverse()) {
    if (step.undo === undefined || !state.startedSteps.includes(step.id)) continue;
    const problem = await attempt(run, step.id, step.undo, state.facts, undoDeadlineMs);
    if (problem !== null) problems.push(`${step.title}: ${problem}`);
  }
  return problems.length > 0 ? problems.join('; ') : null;
}

/** Removes what a deployment leaves behind whatever became of it. A failure is a line in the log. */
export async function cleanUp(run: PlanRun, facts: Facts): Promise<void> {
  for (const action of run.plan.cleanup) await attempt(run, 'cleanup', [action], facts, cleanupDeadlineMs);
}

async function attempt(
  { host, spec, clock, journal, archive }: PlanRun,
  step: string,
  actions: readonly Action[],
  facts: Facts,
  deadlineMs: number,
): Promise<string | null> {
  const log = new StepLog(journal, clock, step);
  const context: Omit<ActionContext, 'signal'> = {
    spec,
    host,
    clock,
    archive,
    facts,
    log,
    jobOffset: () => 0,
  };
  try {
    // Its own signal: undoing goes on although the deployment was cancelled.
    const never = new AbortController().signal;
    await withDeadline(
      clock,
      { ms: deadlineMs, message: `It took longer than ${deadlineMs / 1000} s.` },
      never,
      (signal) => runActions(actions, { ...context, signal }),
    );
    return null;
  } catch (error) {
    if (error instanceof JournalLost) throw error;
    await log.problem(errorMessage(error));
    return errorMessage(error);
  }
}
