import { type DueRuns, dueRuns, type Schedule } from '../../domain/due-runs';
import { AppError, errorMessage } from '../../domain/error';
import type { OrganizationScope } from '../context';

/** Why a run did not happen: at most one at a time does. */
export const STILL_IN_PROGRESS = 'The previous run was still in progress.';
const NOT_STARTED = 'It could not be started. The log of Gantry says why.';

/** A schedule that is due, and what its kind does about that. */
export interface DueSchedule extends Schedule {
  uuid: string;
  /** Set the time of the next run. @returns false: the schedule was changed in the meantime */
  advance: (next: DueRuns['next']) => Promise<boolean>;
  /** Start a run. @returns why it did not start; null: it did */
  start: () => Promise<string | null>;
  /** Record and notify that a run did not happen. */
  miss: (reason: string) => Promise<void>;
}

/**
 * Start what is due, and record what was missed (deployment contract D12.1). The process that advances the schedule does it,
 * so each missed run is recorded once.
 * @returns whether this call did
 */
export async function runDue(scope: Reporting, schedule: DueSchedule): Promise<boolean> {
  const { isRun, missed, next } = dueRuns(schedule, scope.clock.now());
  if (!(await schedule.advance(next))) return false;
  if (missed !== null)
    await schedule.miss(`Gantry was not running when it was due, at ${missed.toISOString()}.`);
  const problem = isRun ? await tryToStart(scope, schedule) : null;
  if (problem !== null) await schedule.miss(problem);
  return true;
}

type Reporting = Pick<OrganizationScope, 'clock' | 'log'>;

/** The schedule is advanced already, so a failure is a missed run as well. */
async function tryToStart({ log }: Reporting, { uuid, start }: DueSchedule): Promise<string | null> {
  try {
    return await start();
  } catch (error) {
    log.error({ schedule: uuid, error: errorMessage(error) }, 'scheduled run not started');
    return error instanceof AppError ? error.message : NOT_STARTED;
  }
}
