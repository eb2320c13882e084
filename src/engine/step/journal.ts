import type { Facts } from '../plan/facts';
import type { Step } from '../plan/types';

export interface LogEntry {
  step: string;
  stream: 'stdout' | 'stderr';
  text: string;
  /** Whether it is a debug line. */
  hidden: boolean;
  time: Date;
}

export interface JobOffset {
  job: string;
  /** Bytes of the job's output that are logged. */
  offset: number;
}

export interface JournalState {
  /** Time since the deployment first began to run, from which the total deadline counts. */
  runningMs: number;
  finishedSteps: readonly string[];
  facts: Facts;
  /** Job name → bytes of its output already logged. */
  jobOffsets: Readonly<Record<string, number>>;
  /** Set when a step failed (or the run was cancelled) and its undo may be unfinished. */
  failure: { step: string; reason: string; cancelled: boolean } | null;
  /** Time since that failure; 0 without one. */
  undoingMs: number;
  /** Steps that began, finished or not: their undo is due when the deployment fails. */
  startedSteps: readonly string[];
}

/** Why an undo is not yet complete. */
export interface UndoDelay {
  /** Attempts by this worker. */
  attempt: number;
  /** What could not be undone and why, as text. */
  problem: string;
  retryInMs: number;
}

/**
 * Progress of a run; services implement it on database rows. Every method resolves when the row is durable. A
 * rejection (lease lost, database gone) stops the run at once, without undo: the next worker that holds the lease
 * resumes from the journal.
 */
export interface Journal {
  load(): Promise<JournalState>;
  stepStarted(step: Pick<Step, 'id' | 'title'>): Promise<void>;
  /** `facts`: facts that this step added. `skipped`: its condition did not hold. */
  stepFinished(stepId: string, facts: Facts, skipped: boolean): Promise<void>;
  /** `cancelled`: the run was stopped by its signal, not by an error. */
  stepFailed(stepId: string, reason: string, cancelled: boolean): Promise<void>;
  /** Record that the undo could not be completed and is repeated after `retryInMs`. */
  undoDelayed(delay: UndoDelay): Promise<void>;
  /**
   * Append lines; await it before producing more (back-pressure). `offset` is stored in the same transaction as the
   * lines it covers, so that a resumed job neither loses nor repeats lines.
   */
  append(lines: readonly LogEntry[], offset?: JobOffset): Promise<void>;
}
