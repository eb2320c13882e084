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
  advance: (next: DueRuns['next']) => Promise<boolean>;
  /** Record and notify that a run did not happen. */
  miss: (reason: string) => Promise<void>;
}

/**
 * Start what is due, and record what was missed (deployment contract D12.1). The run comes first: until the schedule is
 * advanced it stays due, and the next sweep tries again. The process that advances it records each missed run once.
 * @returns whether this call did
 * @throws a failure of the database, with the schedule still due
 */
export async function runDue(scope: Reporting, schedule: DueSchedule): Promise<boolean> {
  const { isRun, missed, next } = dueRuns(schedule, scope.clock.now());
  const problem = isRun ? await tryToStart(scope, schedule) : null;
  if (!(await schedule.advance(next))) return false;
  if (missed !== null)
    await tryToMiss(
      scope,
      schedule,
      `Gantry could not start it when it was due, at ${missed.toISOString()}.`,
    );
  if (problem !== null) await tryToMiss(scope, schedule, problem);
  return true;
}

type Reporting = Pick<OrganizationScope, 'clock' | 'log'>;

/** A run that is refused is a missed run; one that only the database prevents is not over. */
async function tryToStart({ log }: Reporting, { uuid, start }: DueSchedule): Promise<string | null> {
  try {
    return await start();
  } catch (error) {
    if (isDatabaseFailure(error)) throw error;
    log.error({ schedule: uuid, error: errorMessage(error) }, 'scheduled run not started');
    return error instanceof AppError ? error.message : NOT_STARTED;
  }
}

async function tryToMiss({ log }: Reporting, { uuid, miss }: DueSchedule, reason: string): Promise<void> {
  try {
    await miss(reason);
  } catch (error) {
    log.error({ schedule: uuid, reason, error: errorMessage(error) }, 'missed run not recorded');
  }
}
