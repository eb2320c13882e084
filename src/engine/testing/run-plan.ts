import type { Plan } from '../plan/types';
import type { PlanResult, PlanRun } from '../run/plan-run';
import { runPlan } from '../run/run';
import type { DoubleHost } from './double-host';
import { MemoryArchive } from './memory-archive';
import { MemoryJournal } from './memory-journal';
import { VirtualClock } from './virtual-clock';

/** Run a plan on an in-memory machine. */
export function runOn(host: DoubleHost, plan: Plan, more: Partial<PlanRun> = {}): Promise<PlanResult> {
  return runPlan({
    plan,
    secrets: [],
    deadlineMs: 3_600_000,
    host,
    journal: new MemoryJournal(),
    archive: new MemoryArchive(),
    clock: new VirtualClock(),
    signal: new AbortController().signal,
    ...more,
  });
}
