import { errorMessage } from '../../domain/error';
import type { Action } from '../plan/action';
import type { Facts } from '../plan/facts';
import type { Step } from '../plan/types';
import type { ActionContext } from '../step/context';
import type { JournalState } from '../step/journal';
import { JournalLost, journalled, StepLog } from '../step/step-log';
import { runActions } from './actions';
import { withDeadline } from './deadline';
import { machineOf } from './machine';
import { isPassing } from './passing-failure';
import { inSeconds, pauseAfter, persist, waitToRepeat } from './persist';
import type { PlanRun } from './plan-run';

/** Deadline of one step's undo, long enough for a container's stop grace. */
const undoDeadlineMs = 5 * 60_000;
const cleanupDeadlineMs = 2 * 60_000;
/** How long an undo that fails for a temporary reason is repeated (`deployment.md` D7.10). */
const undoLimitMs = 6 * 60 * 60_000;
/** Attempts of an undo whose failure does not look temporary. */
const lastingAttempts = 4;
const cleanupLimitMs = 15 * 60_000;

/** A step whose undo is due. */
interface Due {
  step: Step;
  actions: readonly Action[];
  /** Failures that did not look temporary. */
  lastingFailures: number;
  problem: string | null;
}

/**
 * Undo every step that began, the last one first, and repeat failures until done or for hours.
 * @returns what could not be undone, as text, or null
 */
export async function undoSteps(run: PlanRun, state: JournalState): Promise<string | null> {
  const startedAt = run.clock.monotonicMs() - state.undoingMs;
  const leftovers: string[] = [];
  let due = dueSteps(run, state);
  for (let attempt = 1; ; attempt++) {
    due = await undoRound(run, due, state.facts);
    leftovers.push(...(await giveUp(run, due.filter(isHopeless))));
    due = due.filter((each) => !isHopeless(each));
    if (due.length === 0) break;
    const retryInMs = pauseAfter(attempt);
    const isOver = run.clock.monotonicMs() + retryInMs - startedAt > undoLimitMs;
    if (isOver || !(await delay(run, due, attempt, retryInMs))) {
      leftovers.push(...(await giveUp(run, due)));
      break;
    }
  }
  return leftovers.length > 0 ? leftovers.join('; ') : null;
}

function dueSteps({ plan }: PlanRun, { startedSteps }: JournalState): Due[] {
  return [...plan.steps].reverse().flatMap((step) => {
    if (step.undo === undefined || !startedSteps.includes(step.id)) return [];
    return [{ step, actions: step.undo, lastingFailures: 0, problem: null }];
  });
}

/**
 * Try each due undo once; return the rest. While both versions run, a step waits for those before it: removing the new
 * container before its route would cause the downtime that an undo avoids. If the old version is stopped there is
 * nothing to lose, and it is started whatever else fails.
 */
async function undoRound(run: PlanRun, due: readonly Due[], facts: Facts): Promise<Due[]> {
  const left: Due[] = [];
  let mayPass = false;
  for (const each of due) {
    if (left.length > 0 && run.plan.downtime.class === 'none') {
      left.push(each);
      continue;
    }
    const error = await attempt(run, each.step, each.actions, facts, undoDeadlineMs);
    if (error === null) continue;
    // A later failure may only be a consequence of a temporary one.
    mayPass ||= isPassing(error);
    const lastingFailures = each.lastingFailures + (mayPass ? 0 : 1);
    left.push({ ...each, lastingFailures, problem: errorMessage(error) });
  }
  return left;
}

function isHopeless({ lastingFailures }: Due): boolean {
  return lastingFailures >= lastingAttempts;
}

function inWords({ step, problem }: Due): string {
  return `${step.title}: ${problem ?? 'not undone, because an earlier undo failed'}`;
}

async function giveUp(run: PlanRun, due: readonly Due[]): Promise<string[]> {
  for (const each of due) {
    const log = new StepLog(run.journal, run.clock, each.step.id);
    await log.problem(`It will not be retried. ${inWords(each)}`);
  }
  return due.map(inWords);
}

/** Log what is repeated and when, and wait for it. @returns false when it must not be repeated */
async function delay(
  run: PlanRun,
  due: readonly Due[],
  attempt: number,
  retryInMs: number,
): Promise<boolean> {
  for (const { step, problem } of due) {
    if (problem === null) continue;
    const log = new StepLog(run.journal, run.clock, step.id);
    await log.problem(
      `"${step.title}" could not be undone: ${problem} It will be retried in ${inSeconds(retryInMs)}.`,
    );
  }
  const problem = due
    .filter((each) => each.problem !== null)
    .map(inWords)
    .join('; ');
  await journalled(() => run.journal.undoDelayed({ attempt, problem, retryInMs }));
  return waitToRepeat(run, retryInMs);
}

/** Remove what a deployment leaves behind, whatever its outcome. A failure is only logged. */
export async function cleanUp(run: PlanRun, facts: Facts): Promise<void> {
  const { cleanup, buildServerCleanup = [] } = run.plan;
  for (const action of cleanup) await cleanUpOne(run, { id: 'cleanup' }, action, facts);
  for (const action of buildServerCleanup)
    await cleanUpOne(run, { id: 'cleanup', on: 'build-server' }, action, facts);
}

async function cleanUpOne(
  run: PlanRun,
  of: Pick<Step, 'id' | 'on'>,
  action: Action,
  facts: Facts,
): Promise<void> {
  const log = new StepLog(run.journal, run.clock, of.id);
  const step = { title: 'Clean up', actions: [action] };
  try {
    await persist(run, log, step, cleanupLimitMs, async () => {
      const error = await attempt(run, of, [action], facts, cleanupDeadlineMs);
      if (error !== null) throw error;
    });
  } catch (error) {
    if (error instanceof JournalLost) throw error;
    await log.problem(errorMessage(error));
  }
}

/** Try the undo of one step. @returns why it failed, or null */
async function attempt(
  run: PlanRun,
  step: Pick<Step, 'id' | 'on'>,
  actions: readonly Action[],
  facts: Facts,
  deadlineMs: number,
): Promise<unknown> {
  const { secrets, clock, journal, archive, halted } = run;
  const context: Omit<ActionContext, 'signal'> = {
    host: machineOf(run, step),
    secrets,
    clock,
    archive,
    facts,
    log: new StepLog(journal, clock, step.id),
    jobOffset: () => 0,
  };
  // Not the signal of the run: undoing continues even if the deployment was cancelled.
  const stop = halted ?? new AbortController().signal;
  try {
    await withDeadline(
      clock,
      { ms: deadlineMs, message: `It took longer than ${inSeconds(deadlineMs)}.` },
      stop,
      (signal) => runActions(actions, { ...context, signal }),
    );
    return null;
  } catch (error) {
    if (halted?.aborted) throw new JournalLost(error);
    if (error instanceof JournalLost) throw error;
    return error;
  }
}
