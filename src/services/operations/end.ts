import { endOperation } from '../../db/queries/end-operation';
import { appendLog } from '../../db/queries/operation-journal';
import type { Lease } from '../../db/queries/operation-lease';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { PlanResult } from '../../engine/run/plan-run';
import { waitingFor } from '../applications/after-deployments';
import { recordOutcome } from '../applications/record-outcome';
import type { OrganizationScope } from '../context';
import type { LoadedDeployment } from '../deployments/load';
import { recordRelease } from '../releases/record';
import { announceDeployment } from './announce';
import { enqueueDispatch } from './dispatch-job';
import { checkLease } from './lease';
import { LeaseLost } from './lease-lost';

/**
 * Writes what became of a deployment: release, terminal state, the application's state; then the next one may run.
 * The release comes first: after a crash in between, the plan is found finished and the same release is written again.
 * @param spec null when the deployment ended before there was one
 * @throws LeaseLost when somebody else writes that
 */
export async function endRun(
  scope: OrganizationScope,
  row: LoadedDeployment,
  lease: Lease,
  result: PlanResult,
  spec: DeploymentSpec | null,
): Promise<void> {
  const { database } = scope;
  if ((await checkLease(scope, lease)) === 'lost') throw new LeaseLost();
  const released = result.outcome === 'finished' ? spec : null;
  if (spec === null) await logReason(scope, lease, result);
  if (released) await recordRelease(scope, row, released, result.facts);
  const status = await endOperation(database.pool, lease, {
    status: result.outcome,
    reason: reasonOf(result),
    failedStep: result.outcome === 'failed' ? (result.failedStep ?? null) : null,
  });
  if (status === null) throw new LeaseLost();
  await recordOutcome(scope, row, released, result.facts);
  await announceDeployment(scope, row);
  await enqueueDispatch(scope, row.server.uuid);
  await scope.queue.hasten(waitingFor(row.application.uuid));
}

/** The engine logs why a step failed; what ended before its first step says it here, for those who read the log alone. */
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
