import type { ClaimedOperation } from '../../db/queries/claim-operation';
import { type Lease, returnLease } from '../../db/queries/operation-lease';
import { errorMessage } from '../../domain/error';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { Host } from '../../engine/machines';
import type { PlanResult } from '../../engine/run/plan-run';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { requirePlanToHold } from '../deployments/deploy-planned';
import { type LoadedDeployment, loadDeployment } from '../deployments/load';
import { refreshConfiguration } from '../deployments/refresh-configuration';
import { deploymentSpec } from '../deployments/spec';
import { hostOf } from '../servers/host';
import { announceDeployment } from './announce';
import { endRun } from './end';
import { freezeSpec, frozenSpec } from './frozen-spec';
import { LeaseLost } from './lease-lost';
import { type Engine, performPlan, realEngine } from './perform';
import { RunWatch } from './watch';

/** A deployment that was interrupted this often is given up: it is undone and ends as failed. */
export const MAX_ATTEMPTS = 5;
/** Interrupted even while it was undone, by its own fault: an undo may go on for hours and see many restarts. */
const MAX_ATTEMPTS_TO_UNDO = 100;

export interface RunOptions {
  claim: ClaimedOperation;
  /** Aborts when the process stops: the deployment is put back for another worker. */
  stopping: AbortSignal;
  engine?: Engine;
}

/** Runs a claimed deployment to its end, or until its lease is lost or given back. Never rejects. */
export async function runDeployment(
  services: Services,
  { claim, stopping, engine }: RunOptions,
): Promise<void> {
  const scope = organizationScopeOf(services, claim.organizationId, claim.actorUserId);
  const lease: Lease = { operationId: claim.id, holder: claim.leaseHolder };
  const watch = new RunWatch(scope, claim.uuid, lease, stopping);
  try {
    const row = await loadDeployment(scope, claim.id);
    await announceDeployment(scope, row);
    await runToEnd({ scope, row, lease, watch, claim, engine: engine ?? realEngine });
  } catch (error) {
    if (watch.isReturned) await giveBack(scope, lease);
    else if (error instanceof LeaseLost)
      scope.log.info({ deployment: claim.uuid }, 'deployment left to another worker');
    // Its lease runs out, and then it is tried again.
    else scope.log.error({ deployment: claim.uuid, error: errorMessage(error) }, 'deployment interrupted');
  } finally {
    watch.end();
  }
}

interface Run {
  scope: OrganizationScope;
  row: LoadedDeployment;
  lease: Lease;
  watch: RunWatch;
  claim: ClaimedOperation;
  engine: Engine;
}

async function runToEnd(run: Run): Promise<void> {
  const { scope, row, lease, watch, claim } = run;
  const isGivenUp = claim.attempts > MAX_ATTEMPTS;
  if (claim.isCancelled || isGivenUp) watch.cancel();
  const prepared = await prepare(run);
  if ('outcome' in prepared) return endRun(scope, row, lease, prepared, null);
  const result = await performPlan({ ...run, ...prepared });
  await endRun(
    scope,
    row,
    lease,
    isGivenUp && !claim.isCancelled ? givenUp(claim, result) : result,
    prepared.spec,
  );
}

/**
 * Spec and machine, or why the deployment fails before its first step. One that has begun does not fail here: what it
 * changed has to be undone, so it is left for the next attempt.
 */
async function prepare(run: Run): Promise<{ spec: DeploymentSpec; host: Host } | PlanResult> {
  const { scope, row, claim, lease } = run;
  if (claim.attempts > MAX_ATTEMPTS + MAX_ATTEMPTS_TO_UNDO)
    return givenUp(claim, { outcome: 'failed', facts: {} });
  const frozen = await frozenSpec(scope, row.id);
  const host = () => hostOf(scope, row.server, { targetType: 'deployment', targetUuid: row.uuid });
  if (frozen) return { spec: frozen, host: host() };
  try {
    const begun = { host: host(), spec: await newSpec(run) };
    await freezeSpec(scope, lease, begun.spec);
    return begun;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    return { outcome: 'failed', failedStep: 'prepare', reason: errorMessage(error), facts: {} };
  }
}

/** What runs, from the rows as they are now. */
async function newSpec({ scope, row }: Run): Promise<DeploymentSpec> {
  await refreshConfiguration(scope, row);
  const spec = await deploymentSpec(scope, row);
  requirePlanToHold(scope, row, spec);
  return spec;
}

function givenUp(claim: ClaimedOperation, result: PlanResult): PlanResult {
  if (result.outcome === 'finished') return result;
  const reason = `It was interrupted ${claim.attempts - 1} times and was given up.`;
  return { ...result, outcome: 'failed', reason };
}

async function giveBack(scope: OrganizationScope, lease: Lease): Promise<void> {
  await returnLease(scope.database.critical, lease);
  scope.log.info({ deployment: lease.operationId }, 'deployment given back');
}
