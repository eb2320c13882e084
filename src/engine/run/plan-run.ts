import type { Secret } from '../../domain/secret';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import type { Facts } from '../plan/facts';
import type { Plan } from '../plan/types';
import type { Journal } from '../step/journal';
import type { LogArchive } from '../step/log-archive';

/** A plan, and everything that running it takes. */
export interface PlanRun {
  plan: Plan;
  /** Secrets that nothing written about the run may show (`deployment.md` D2.7). */
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
  /** Aborts when the run must stop where it is, without a word in the journal: another worker goes on. */
  halted?: AbortSignal;
  /** Aborts when nothing needs to be undone any more, because all that the workload has is about to be removed. */
  abandoned?: AbortSignal;
  /** Whether to stop before the release, unless it was begun. */
  isPausing?: boolean;
}

/** Stopped before the release, as it was told: nothing failed, and the same run goes on later. */
export class PlanPaused extends Error {
  override readonly name = 'PlanPaused';
}

export interface PlanResult {
  outcome: 'finished' | 'failed' | 'cancelled';
  failedStep?: string;
  /** For the person who deployed: what went wrong and what to do about it. */
  reason?: string;
  /** What undo could not remove (the server was unreachable), in words; a sweep by labels collects it later. */
  leftovers?: string;
  facts: Facts;
}
