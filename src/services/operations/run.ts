import type { ClaimedOperation } from '../../db/queries/claim-operation';
import { type Lease, pauseOperation, returnLease } from '../../db/queries/operation-lease';
import { AppError, errorMessage } from '../../domain/error';
import { type PausePoint, PlanPaused, type PlanResult } from '../../engine/run/plan-run';
import type { Host } from '../../engine/server/host';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { hostOf } from '../servers/host';
import { announceOperation } from './announce';
import type { OperationDefinition, OperationTable } from './definition';
import { dispatchBehind, enqueueMove } from './dispatch-job';
import { endRun } from './end';
import { freeze, readFrozen } from './frozen';
import { LeaseLost } from './lease-lost';
import { type LoadedOperation, loadOperation } from './load';
import { type Engine, performPlan, realEngine } from './perform';
import { RunWatch } from './watch';

/** Interruptions after which an operation is given up: it is undone and ends as failed. */
export const MAX_ATTEMPTS = 5;
/** Times that a part of a group is claimed again without an interruption: it waits for the others twice. */
const PAUSES = 2;
/** The same limit for the undo, which may take hours and see many restarts. */
const MAX_ATTEMPTS_TO_UNDO = 100;

export interface RunOptions {
  claim: ClaimedOperation;
  table: OperationTable;
  /** Aborts when the process stops: the operation is returned for another worker. */
  stopping: AbortSignal;
  engine?: Engine;
}

/** Run a claimed operation to its end, or until its lease is lost or returned. Never rejects. */
export async function runOperation(
  services: Services,
  { claim, table, stopping, engine = realEngine }: RunOptions,
): Promise<void> {
  const scope = organizationScopeOf(services, claim.organizationId, claim.actorUserId);
  const lease: Lease = { operationId: claim.id, holder: claim.leaseHolder };
  const watch = new RunWatch(scope, claim.uuid, lease, stopping);
  try {
    const row = await loadOperation(scope, claim.id);
    const definition = table(row);
    if (!definition)
      throw new AppError('internal', `No running version of Gantry supports the operation ${row.kind}.`);
    await announceOperation(scope, row);
    await runToEnd({ scope, row, definition, lease, watch, claim, engine });
  } catch (error) {
    if (watch.isReturned) await giveBack(scope, lease);
    else if (error instanceof LeaseLost)
      scope.log.info({ operation: claim.uuid }, 'operation left to another worker');
    // Its lease expires, and then it is tried again.
    else scope.log.error({ operation: claim.uuid, error: errorMessage(error) }, 'operation interrupted');
  } finally {
    watch.end();
  }
}

interface Run {
  scope: OrganizationScope;
  row: LoadedOperation;
  definition: OperationDefinition<unknown>;
  lease: Lease;
  watch: RunWatch;
  claim: ClaimedOperation;
  engine: Engine;
}

async function runToEnd(run: Run): Promise<void> {
  const { watch, claim } = run;
  const isGivenUp = isHopeless(run);
  if (claim.isCancelled || isGivenUp) watch.cancel();
  const prepared = await prepare(run);
  if ('outcome' in prepared) return endRun({ ...run, result: prepared, spec: null });
  const result = await performPlan({ ...run, ...prepared }).catch((error: unknown) => {
    if (error instanceof PlanPaused) return error;
    throw error;
  });
  if (result instanceof PlanPaused) return pause(run, result.point);
  await endRun({
    ...run,
    result: isGivenUp && !claim.isCancelled ? givenUp(claim, result) : result,
    spec: prepared.spec,
  });
}

/** Whether it is given up after too many interruptions; never when its group may no longer be reverted. */
function isHopeless({ claim, row: { group } }: Run): boolean {
  if (group?.state === 'completing') return false;
  return claim.attempts > MAX_ATTEMPTS + (group ? PAUSES : 0);
}

interface Prepared {
  spec: unknown;
  host: Host;
  buildServer?: Host;
}

/**
 * Load specification and machines, or say why the operation fails before its first step. One that has already begun
 * does not fail here: its changes must be undone, so it is left for the next attempt.
 */
async function prepare(run: Run): Promise<Prepared | PlanResult> {
  const { scope, row, definition, claim, lease } = run;
  if (claim.attempts > MAX_ATTEMPTS + MAX_ATTEMPTS_TO_UNDO)
    return givenUp(claim, { outcome: 'failed', facts: {} });
  const frozen = await readFrozen(scope, row.id);
  const cause = { targetType: 'deployment', targetUuid: row.uuid } as const;
  const machines = async (spec: unknown): Promise<Prepared> => {
    const uuid = definition.buildServer?.(spec) ?? null;
    // If it was removed in the meantime, the step that needs it fails.
    const found =
      uuid && (await scope.db.server.findUnique({ where: { uuid }, include: { privateKey: true } }));
    const host = hostOf(scope, row.server, cause);
    return found ? { spec, host, buildServer: hostOf(scope, found, cause) } : { spec, host };
  };
  if (frozen) return machines(definition.thaw(frozen));
  try {
    const begun = await machines(await definition.prepare(scope, row));
    await freeze(scope, lease, { version: definition.version, spec: begun.spec });
    return begun;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    return { outcome: 'failed', failedStep: 'prepare', reason: errorMessage(error), facts: {} };
  }
}

function givenUp(claim: ClaimedOperation, result: PlanResult): PlanResult {
  if (result.outcome === 'finished') return result;
  const reason = `It was interrupted ${claim.attempts - 1} times, so Gantry gave up.`;
  return { ...result, outcome: 'failed', reason };
}

/** Make the operation wait for the others of its group. */
async function pause({ scope, row, lease }: Run, point: PausePoint): Promise<void> {
  if (!(await pauseOperation(scope.database.critical, lease, point === 'completion'))) throw new LeaseLost();
  await announceOperation(scope, row);
  await dispatchBehind(scope, row);
  await enqueueMove(scope, row);
}

async function giveBack(scope: OrganizationScope, lease: Lease): Promise<void> {
  await returnLease(scope.database.critical, lease);
  scope.log.info({ operation: lease.operationId }, 'operation given back');
}
