import type { Facts } from '../plan/facts';
import type { Step } from '../plan/types';

export interface LogEntry {
  step: string;
  stream: 'stdout' | 'stderr';
  text: string;
  /** A debug line. */
  hidden: boolean;
  time: Date;
}

export interface JobOffset {
  job: string;
  /** Bytes of the job's output that are in the log. */
  offset: number;
}

export interface JournalState {
  /** How long ago the deployment first began to run: the total deadline counts from there. */
  runningMs: number;
  finishedSteps: readonly string[];
  facts: Facts;
  /** Job name → bytes of its output already logged. */
  jobOffsets: Readonly<Record<string, number>>;
  /** Set when a step failed (or the run was cancelled) and its undo may be unfinished. */
  failure: { step: string; reason: string; cancelled: boolean } | null;
  /** How long ago that was; 0 without a failure. */
  undoingMs: number;
  /** Steps that began, finished or not: their undo is due when the deployment fails. */
  startedSteps: readonly string[];
}

/** Why an undo is still not complete. */
export interface UndoDelay {
  /** How often it was tried by this worker. */
  attempt: number;
  /** What could not be undone and why, in words. */
  problem: string;
  retryInMs: number;
}

/**
 * Where a run writes its progress; services implement it on database rows. Every method resolves when the row is
 * durable. A rejection (lease lost, database gone) stops the run at once, without undo: the worker that holds the lease next
 * resumes from the journal.
 */
export interface Journal {
  load(): Promise<JournalState>;
  stepStarted(step: Pick<Step, 'id' | 'title'>): Promise<void>;
  /** `facts`: those that this step added. `skipped`: its condition did not hold. */
  stepFinished(stepId: string, facts: Facts, skipped: boolean): Promise<void>;
  /** `cancelled`: the run was stopped by its signal, not by an error. */
  stepFailed(stepId: string, reason: string, cancelled: boolean): Promise<void>;
  /** The undo could not be completed now and is repeated after `retryInMs`. */
  undoDelayed(delay: UndoDelay): Promise<void>;
  /**
   * Append lines; await it before producing more (back-pressure). `offset` is stored in the same transaction as the
   * lines it covers, so that a resumed job loses and doubles nothing.
   */
  append(lines: readonly LogEntry[], offset?: JobOffset): Promise<void>;
}
