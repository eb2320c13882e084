import type { Secret } from '../../domain/secret';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import type { Facts } from '../plan/facts';
import type { Plan } from '../plan/types';
import type { Journal } from '../step/journal';
import type { LogArchive } from '../step/log-archive';

/** A plan with everything needed to run it. */
export interface PlanRun {
  plan: Plan;
  /** Secrets that no text about the run may show (`deployment.md` D2.7). */
  secrets: readonly Secret[];
  /** Deadline of the whole operation, in milliseconds (`dynamic_timeout` of the server). */
  deadlineMs: number;
  host: Host;
  /** The build server; absent: the plan needs none. */
  buildServer?: Host;
  journal: Journal;
  archive: LogArchive;
  clock: Clock;
  /** Abort to cancel. */
  signal: AbortSignal;
  /** Aborts when the run must stop where it is, without writing to the journal: another worker continues. */
  halted?: AbortSignal;
  /** Aborts when nothing needs to be undone any more, because the whole workload is about to be removed. */
  abandoned?: AbortSignal;
  /** Where to stop, unless the run is past it; absent: nowhere. */
  pauseBefore?: PausePoint;
}

/**
 * Where the operations of a group wait for each other: before the first step that changes what runs, and when the new
 * version serves, before the first step that cannot be undone.
 */
export type PausePoint = 'release' | 'completion';

/** Thrown when the run stopped where it was asked to: nothing failed, and the same run continues later. */
export class PlanPaused extends Error {
  override readonly name = 'PlanPaused';

  constructor(readonly point: PausePoint) {
    super(`Paused before the ${point}.`);
  }
}

export interface PlanResult {
  outcome: 'finished' | 'failed' | 'cancelled';
  failedStep?: string;
  /** What went wrong and what to do about it, for the user who deployed. */
  reason?: string;
  /** What undo could not remove (the server was unreachable), as text; a sweep by labels collects it later. */
  leftovers?: string;
  facts: Facts;
}
