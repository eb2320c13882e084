import type { Secret } from '../../domain/secret';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import type { Action, ActionKind, ActionOf } from '../plan/action';
import type { Facts } from '../plan/facts';
import type { JobOffset } from './journal';
import type { LogArchive } from './log-archive';
import type { StepLog } from './step-log';

/** Everything an action may use. */
export interface ActionContext {
  /** The machine that the step runs on. */
  host: Host;
  /** The build server; absent: the plan needs none. */
  buildServer?: Host;
  clock: Clock;
  /** Keeps the logs of removed containers. */
  archive: LogArchive;
  /** Aborts at the step's deadline and on cancel. */
  signal: AbortSignal;
  /** Facts found so far, by earlier steps and earlier actions of this one. */
  facts: Facts;
  log: StepLog;
  /** Secrets that no output of a program may show. */
  secrets: readonly Secret[];
  /** Get the offset of a job's output up to which the log was written. */
  jobOffset(job: string): JobOffset['offset'];
}

/**
 * The function for one kind of action, which returns the facts it found. Rejects with an AppError whose message is for
 * users.
 */
export type ActionFunction<K extends ActionKind> = (
  action: ActionOf<K>,
  context: ActionContext,
) => Promise<Facts | undefined>;

export type ActionTable = { readonly [K in Action['kind']]: ActionFunction<K> };
