import type { Lease } from '../../db/queries/operation-lease';
import type { Facts } from '../../engine/plan/facts';
import type { Plan } from '../../engine/plan/types';
import { type PausePoint, PlanPaused, type PlanResult } from '../../engine/run/plan-run';
import { runPlan } from '../../engine/run/run';
import type { Host } from '../../engine/server/host';
import { logArchive } from '../container-logs/archive';
import type { OrganizationScope } from '../context';
import { announceOperation, LogNotices } from './announce';
import type { OperationDefinition } from './definition';
import { RowJournal } from './journal';
import { CancelledInTime, LeaseLost } from './lease-lost';
import type { LoadedOperation } from './load';
import { keepPlannedSteps } from './steps';
import type { RunWatch } from './watch';

/** Makes and runs plans; integration tests substitute a double. */
export interface Engine {
  plan(definition: OperationDefinition<unknown>, spec: unknown): Plan;
  runPlan: typeof runPlan;
}

export const realEngine: Engine = { plan: (definition, spec) => definition.plan(spec), runPlan };

export interface Performance {
  scope: OrganizationScope;
  row: LoadedOperation;
  lease: Lease;
  watch: RunWatch;
  engine: Engine;
  definition: OperationDefinition<unknown>;
  spec: unknown;
  host: Host;
  /** Absent: nothing is built elsewhere. */
  buildServer?: Host;
}

/**
 * Run the plan with the journal in the operation's rows. @throws LeaseLost when it must stop where it is · PlanPaused
 */
export async function performPlan(performance: Performance): Promise<PlanResult> {
  const { scope, row, lease, watch, engine, definition, spec, host, buildServer } = performance;
  const { clock, database } = scope;
  const plan = engine.plan(definition, spec);
  await keepPlannedSteps(scope, row.id, plan);
  const notices = new LogNotices(scope, row.uuid);
  const onStep = async (facts: Facts) => {
    await definition.keepFacts?.(scope, row, facts);
    await announceOperation(scope, row);
  };
  const journal = new RowJournal({ database, lease, plan, clock, onStep, onLog: () => notices.written() });
  watch.onStop(() => journal.close());
  const archive = logArchive(scope, row.workloadId);
  const { cancelled: signal, halted, abandoned } = watch;
  const secrets = definition.secrets(spec);
  const deadlineMs = definition.deadlineMs(spec);
  const pauseBefore = pauseIn(row);
  const run = {
    plan,
    secrets,
    deadlineMs,
    host,
    ...(buildServer && { buildServer }),
    journal,
    archive,
    clock,
    signal,
    halted,
    abandoned,
    ...(pauseBefore && { pauseBefore }),
  };
  try {
    return await engine.runPlan(run).catch((error: unknown) => {
      if (!causedBy(error, CancelledInTime)) throw error;
      watch.cancel();
      return engine.runPlan(run); // undoes from where it is
    });
  } catch (error) {
    if (error instanceof PlanPaused) throw error;
    throw causedBy(error, LeaseLost) ? new LeaseLost() : error;
  }
}

/** Where an operation waits for the others of its group, in the state of the group. */
function pauseIn({ group }: LoadedOperation): PausePoint | null {
  if (group?.state === 'preparing') return 'release';
  return group?.state === 'releasing' ? 'completion' : null;
}

/** The error of this type wrapped by the engine. */
function causedBy(error: unknown, type: typeof LeaseLost | typeof CancelledInTime): boolean {
  return error instanceof Error && (error instanceof type || causedBy(error.cause, type));
}
