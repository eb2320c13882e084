import type { ScopedModels } from '../../db/scope';
import { type DueRuns, dueRuns, type Schedule } from '../../domain/due-runs';
import { AppError, errorMessage } from '../../domain/error';
import type { OrganizationScope } from '../context';
import { isDatabaseFailure } from '../known-failure';

/** Why a run did not happen: at most one at a time does. */
export const STILL_IN_PROGRESS = 'The previous run was still in progress.';
const NOT_STARTED = 'It could not be started. The log of Gantry says why.';

/** A schedule that is due, and what its kind does about that. */
export interface DueSchedule extends Schedule {
  uuid: string;
  /** Start the run of this due time; again: leave it as it is. @returns why it did not start; null: it did */
  start: () => Promise<string | null>;
  /** Set the time of the next run. @returns false: the schedule was changed in the meantime */
  advance: (tx: ScopedModels, next: DueRuns['next']) => Promise<boolean>;
  /** Record that a run did not happen. @returns what notifies of it, once that is stored */
  miss: (tx: ScopedModels, reason: string) => Promise<() => Promise<void>>;
}

/**
 * Start what is due, and record what was missed (deployment contract D12.1). The run comes first: until the schedule is
 * advanced it stays due, and the next sweep tries again. The transaction that advances it records each missed run.
 * @returns whether this call did
 * @throws when that fails, with the schedule still due
 */
export async function runDue(scope: Reporting, schedule: DueSchedule): Promise<boolean> {
  const { isRun, missed, next } = dueRuns(schedule, scope.clock.now());
  const problem = isRun ? await tryToStart(scope, schedule) : null;
  const late = missed && `Gantry could not start it when it was due, at ${missed.toISOString()}.`;
  const reasons = [late, problem].filter((reason) => reason !== null);
  const notices = await scope.db.$transaction((tx) => advance(tx, schedule, next, reasons));
  if (notices === null) return false;
  for (const notify of notices) await tryToNotify(scope, schedule, notify);
  return true;
}

type Reporting = Pick<OrganizationScope, 'clock' | 'log'> & {
  db: Pick<OrganizationScope['db'], '$transaction'>;
};

/** @returns null: the schedule was changed in the meantime */
async function advance(
  tx: ScopedModels,
  schedule: DueSchedule,
  next: DueRuns['next'],
  reasons: readonly string[],
): Promise<(() => Promise<void>)[] | null> {
  if (!(await schedule.advance(tx, next))) return null;
  const notices: (() => Promise<void>)[] = [];
  for (const reason of reasons) notices.push(await schedule.miss(tx, reason));
  return notices;
}

/** A run that is refused is a missed run; one that only the database prevents is not over. */
async function tryToStart(
  { log }: Pick<Reporting, 'log'>,
  { uuid, start }: DueSchedule,
): Promise<string | null> {
  try {
    return await start();
  } catch (error) {
    if (isDatabaseFailure(error)) throw error;
    log.error({ schedule: uuid, error: errorMessage(error) }, 'scheduled run not started');
    return error instanceof AppError ? error.message : NOT_STARTED;
  }
}

async function tryToNotify(
  { log }: Pick<Reporting, 'log'>,
  { uuid }: DueSchedule,
  notify: () => Promise<void>,
): Promise<void> {
  try {
    await notify();
  } catch (error) {
    log.error({ schedule: uuid, error: errorMessage(error) }, 'missed run not announced');
  }
}
