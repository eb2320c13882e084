import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import { ConnectFailure, ConnectionLost } from '../../transport/ssh/failures';
import type { Action } from '../plan/action';
import type { Facts } from '../plan/facts';
import { runActions } from '../run/actions';
import { withDeadline } from '../run/deadline';
import { StepLog } from '../step/step-log';

export interface ServerQuestion {
  host: Host;
  clock: Clock;
  /** What is done, for the message of the deadline. */
  title: string;
  deadlineMs: number;
  /** What earlier questions found. */
  facts?: Facts;
}

/**
 * Run actions outside an operation, to find out something about a source. Nothing is logged.
 * @throws AppError with a message for the caller: a refusal by the repository is theirs to correct
 */
export async function askServer(
  { host, clock, title, deadlineMs, facts = {} }: ServerQuestion,
  actions: readonly Action[],
): Promise<Facts> {
  const context = {
    host,
    clock,
    archive: { keep: async () => undefined }, // no container is removed
    facts,
    log: new StepLog({ append: async () => undefined }, clock, title),
    secrets: [], // nothing is logged
    jobOffset: () => 0,
  };
  const deadline = { ms: deadlineMs, message: `"${title}" took longer than ${deadlineMs / 1000} s.` };
  return withDeadline(clock, deadline, new AbortController().signal, (signal) =>
    runActions(actions, { ...context, signal }).catch(refuseSource),
  );
}

/** Throw the reason as an error: a refusal by the repository is for the caller to correct, an outage is temporary. */
function refuseSource(error: unknown): never {
  const isSource =
    error instanceof AppError && !(error instanceof ConnectFailure) && !(error instanceof ConnectionLost);
  if (!isSource || (error.code !== 'not_found' && error.code !== 'unavailable')) throw error;
  throw new AppError('bad_request', error.message, { cause: error });
}
