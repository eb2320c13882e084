import { AppError, errorMessage } from '../../domain/error';
import { type Facts, factsOf, mergeFacts } from '../plan/facts';
import type { Plan, Step } from '../plan/types';
import type { ActionContext } from '../step/context';
import type { JournalState } from '../step/journal';
import { JournalLost, journalled, StepLog } from '../step/step-log';
import { runActions } from './actions';
import { type Deadline, withDeadline } from './deadline';
import { machineOf } from './machine';
import { persist } from './persist';
import { type PausePoint, PlanPaused, type PlanResult, type PlanRun } from './plan-run';
import { withoutSecrets } from './redacted-run';
import { cleanUp, undoSteps } from './undo';

/** How long steps after the point of no return are repeated during an outage; the new version already serves. */
const afterTheFactMs = 15 * 60_000;

/**
 * Run a plan from the first step that its journal does not record as finished. Resolves with the result; rejects only
 * with `JournalLost`, when nothing was undone because another worker may continue, and with `PlanPaused`.
 */
export async function runPlan(given: PlanRun): Promise<PlanResult> {
  const { run, redacted } = withoutSecrets(given);
  const state = await journalled(() => run.journal.load());
  const result = state.failure ? await goBack(run, state, state.failure) : await goOn(run, state);
  await cleanUp(run, result.facts);
  return redacted(result);
}

/** Cancel an operation that no worker holds: kill its remote job and remove only the container it created. */
export function cancelPlan(run: Omit<PlanRun, 'signal'>): Promise<PlanResult> {
  return runPlan({ ...run, signal: AbortSignal.abort(cancelled(run.plan)) });
}

/** State of a run, which grows with every step. */
interface Progress {
  facts: Facts;
  started: Set<string>;
  /** Time when the journal was loaded, by the monotonic clock. */
  loadedAt: number;
}

async function goOn(run: PlanRun, state: JournalState): Promise<PlanResult> {
  const progress: Progress = {
    facts: state.facts,
    started: new Set(state.startedSteps),
    loadedAt: run.clock.monotonicMs(),
  };
  for (const step of run.plan.steps) {
    if (state.finishedSteps.includes(step.id)) continue;
    const point = pausePoint(run, step, state);
    if (point) throw new PlanPaused(point);
    const failure = await runStep(run, step, state, progress);
    if (failure) {
      const after = { facts: progress.facts, startedSteps: [...progress.started], undoingMs: 0 };
      return goBack(run, { ...state, ...after }, failure);
    }
  }
  return { outcome: 'finished', facts: progress.facts };
}

/** The point at which the run pauses before this step, if it does; a cancelled one is undone instead. */
function pausePoint(
  { plan, pauseBefore, signal }: PlanRun,
  { id }: Step,
  { startedSteps }: JournalState,
): PausePoint | null {
  if (pauseBefore === undefined || signal.aborted || startedSteps.includes(id)) return null;
  const completion = plan.steps.find(({ irrevocable }) => irrevocable);
  const pausing = pauseBefore === 'release' ? plan.releaseStep : completion?.id;
  return id === pausing ? pauseBefore : null;
}

type Failure = NonNullable<JournalState['failure']>;

/** Run one step and journal it; return a failure that ends the deployment. */
async function runStep(
  run: PlanRun,
  step: Step,
  state: JournalState,
  progress: Progress,
): Promise<Failure | null> {
  const { journal, clock } = run;
  if (isSkipped(step, progress.facts)) {
    await journalled(() => journal.stepFinished(step.id, {}, true));
    return null;
  }
  const log = new StepLog(journal, clock, step.id);
  const irrevocable = run.plan.steps.some((other) => other.irrevocable && progress.started.has(other.id));
  const fail = async (reason: string): Promise<Failure> => {
    const failure = { step: step.id, reason, cancelled: run.signal.aborted };
    await journalled(() => journal.stepFailed(failure.step, failure.reason, failure.cancelled));
    return failure;
  };
  // Not a failure of the step, which may only be worth a warning.
  if (!irrevocable && run.signal.aborted) {
    const { message } = cancelled(run.plan);
    await log.problem(message);
    return fail(message);
  }
  try {
    if (step.once && state.startedSteps.includes(step.id)) throw interrupted();
    progress.started.add(step.id);
    await journalled(() => journal.stepStarted(step));
    const found = await performStep(
      run,
      step,
      state,
      progress,
      log,
      irrevocable || step.irrevocable === true,
    );
    Object.assign(progress, { facts: mergeFacts(progress.facts, found) });
    await journalled(() => journal.stepFinished(step.id, found, false));
    return null;
  } catch (error) {
    if (error instanceof JournalLost) throw error;
    const reason = reasonOf(run, error);
    await log.problem(reason);
    if (step.onFail === 'warn') {
      await journalled(() => journal.stepFinished(step.id, {}, false));
      return null;
    }
    return fail(reason);
  }
}

function performStep(
  run: PlanRun,
  step: Step,
  state: JournalState,
  progress: Progress,
  log: StepLog,
  irrevocable: boolean,
): Promise<Facts> {
  const { secrets, clock, archive, buildServer } = run;
  const host = machineOf(run, step);
  // A cancel after the switch became final is too late.
  const parent = irrevocable ? new AbortController().signal : run.signal;
  const deadline = irrevocable ? stepDeadline(step) : nearestDeadline(run, step, state, progress);
  const perform = () =>
    withDeadline(clock, deadline, parent, (signal) => {
      const context: ActionContext = {
        host,
        ...(buildServer && { buildServer }),
        secrets,
        clock,
        archive,
        signal,
        facts: progress.facts,
        log,
        jobOffset: (job) => state.jobOffsets[job] ?? 0,
      };
      return runActions(step.actions, context);
    });
  return step.irrevocable ? persist(run, log, step, afterTheFactMs, perform) : perform();
}

function interrupted(): AppError {
  return new AppError(
    'unavailable',
    'It was interrupted while running. Because it is unknown how far it got, it is not run again.',
  );
}

function isSkipped({ unless }: Step, facts: Facts): boolean {
  if (unless === undefined) return false;
  return [unless.component].flat().every((component) => {
    const known = factsOf(facts, component);
    return unless.facts.some((fact) => known[fact] === true);
  });
}

function stepDeadline(step: Step): Deadline {
  return {
    ms: step.deadlineMs,
    message: `"${step.title}" took longer than ${Math.round(step.deadlineMs / 1000)} s.`,
  };
}

/** Get the nearest deadline: the step's own, or the rest of the whole deployment's (`deployment.md` D6.4). */
function nearestDeadline(
  { plan, deadlineMs, clock }: PlanRun,
  step: Step,
  { runningMs }: JournalState,
  { loadedAt }: Progress,
): Deadline {
  const left = Math.max(deadlineMs - runningMs - (clock.monotonicMs() - loadedAt), 0);
  if (left >= step.deadlineMs) return stepDeadline(step);
  return {
    ms: left,
    message: `The ${plan.noun} took longer than ${Math.round(deadlineMs / 1000)} s (dynamic_timeout of the server).`,
  };
}

async function goBack(run: PlanRun, state: JournalState, failure: Failure): Promise<PlanResult> {
  const leftovers = await undoSteps(run, state);
  return {
    outcome: failure.cancelled ? 'cancelled' : 'failed',
    failedStep: failure.step,
    reason: failure.reason,
    ...(leftovers !== null && { leftovers }),
    facts: state.facts,
  };
}

function reasonOf({ signal, plan }: PlanRun, error: unknown): string {
  return signal.aborted ? cancelled(plan).message : errorMessage(error);
}

function cancelled({ noun }: Plan): AppError {
  return new AppError('conflict', `The ${noun} was cancelled.`);
}
