import { endOperation, endWithWorkload } from '../../db/queries/end-operation';
import { appendLog } from '../../db/queries/operation-journal';
import type { Lease } from '../../db/queries/operation-lease';
import type { PlanResult } from '../../engine/run/plan-run';
import type { OrganizationScope } from '../context';
import { notify } from '../notifications/notify';
import { announceOperation } from './announce';
import type { OperationDefinition } from './definition';
import { dispatchBehind, enqueueDispatch, enqueueMove } from './dispatch-job';
import { checkLease } from './lease';
import { LeaseLost } from './lease-lost';
import type { LoadedOperation } from './load';

export interface EndedRun {
  scope: OrganizationScope;
  row: LoadedOperation;
  definition: OperationDefinition<unknown>;
  lease: Lease;
  result: PlanResult;
  /** null when the operation ended before there was one. */
  spec: unknown;
}

/**
 * Record the outcome of an operation: the rows of its kind, the terminal state, the state of its workload; then let the
 * next one run. @throws LeaseLost when another worker does so
 */
export async function endRun({ scope, row, definition, lease, result, spec }: EndedRun): Promise<void> {
  const { database } = scope;
  if ((await checkLease(scope, lease)) === 'lost') throw new LeaseLost();
  if (spec === null) await logReason(scope, lease, result);
  await definition.beforeEnd?.(scope, row, result, spec);
  if (definition.removesWorkload && result.outcome === 'finished') {
    if (!(await endWithWorkload(database.pool, lease))) throw new LeaseLost();
  } else {
    await writeEnd(scope, lease, result);
  }
  await definition.afterEnd?.(scope, row, result, spec);
  await announceOperation(scope, row);
  await dispatchBehind(scope, row);
  // The removal of the application may wait for this one.
  const { follows } = row.workload;
  if (follows && definition.removesWorkload) await enqueueDispatch(scope, follows.destination.server.uuid);
  await enqueueMove(scope, row);
  const notice = await definition.notice?.(scope, row, result);
  if (notice) await notify(scope, notice);
}

async function writeEnd({ database }: OrganizationScope, lease: Lease, result: PlanResult): Promise<void> {
  const status = await endOperation(database.pool, lease, {
    status: result.outcome,
    reason: reasonOf(result),
    failedStep: result.outcome === 'failed' ? (result.failedStep ?? null) : null,
    isLeft: result.leftovers !== undefined,
  });
  if (status === null) throw new LeaseLost();
}

/** Log the reason of an end before the first step, for those who only read the log; the engine logs those of steps. */
async function logReason(
  { database, clock }: OrganizationScope,
  lease: Lease,
  result: PlanResult,
): Promise<void> {
  const text = reasonOf(result);
  if (text === null) return;
  const line = {
    step: result.failedStep ?? 'prepare',
    stream: 'stderr',
    text,
    hidden: false,
    at: clock.now(),
  } as const;
  if (!(await appendLog(database.pool, lease, [line], {}))) throw new LeaseLost();
}

function reasonOf({ reason, leftovers }: PlanResult): string | null {
  const parts = [reason, leftovers === undefined ? undefined : `Could not be removed: ${leftovers}`];
  return parts.filter((part) => part !== undefined).join(' ') || null;
}
