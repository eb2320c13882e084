import type { Lease } from '../../db/queries/operation-lease';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { Host } from '../../engine/machines';
import type { Facts } from '../../engine/plan/facts';
import { buildPlan } from '../../engine/plans/application';
import { secretsOfSpec } from '../../engine/plans/secrets';
import type { PlanResult } from '../../engine/run/plan-run';
import { runPlan } from '../../engine/run/run';
import { logArchive } from '../container-logs/archive';
import type { OrganizationScope } from '../context';
import { pinGitHostKeys } from '../deployments/git-host-keys';
import type { LoadedDeployment } from '../deployments/load';
import { announceDeployment, LogNotices } from './announce';
import { RowJournal } from './journal';
import { CancelledInTime, LeaseLost } from './lease-lost';
import { keepPlannedSteps } from './steps';
import type { RunWatch } from './watch';

/** How the engine is called; integration tests put a double in its place. */
export interface Engine {
  buildPlan: typeof buildPlan;
  runPlan: typeof runPlan;
}

export const realEngine: Engine = { buildPlan, runPlan };

export interface Performance {
  scope: OrganizationScope;
  row: LoadedDeployment;
  lease: Lease;
  watch: RunWatch;
  engine: Engine;
  spec: DeploymentSpec;
  host: Host;
}

/** Runs the plan with the journal on the deployment's rows. @throws LeaseLost when it has to stop where it is */
export async function performPlan(performance: Performance): Promise<PlanResult> {
  const { scope, row, lease, watch, engine, spec, host } = performance;
  const { clock, database } = scope;
  const plan = engine.buildPlan(spec);
  await keepPlannedSteps(scope, row.id, plan);
  const notices = new LogNotices(scope, row.uuid);
  const onStep = async (facts: Facts) => {
    await keepFacts(performance, facts);
    await announceDeployment(scope, row);
  };
  const journal = new RowJournal({ database, lease, plan, clock, onStep, onLog: () => notices.written() });
  watch.onStop(() => journal.close());
  const archive = logArchive(scope, row.workloadId);
  const { cancelled: signal, halted, abandoned } = watch;
  const secrets = secretsOfSpec(spec);
  const deadlineMs = spec.deadlines.totalMs;
  const run = { plan, secrets, deadlineMs, host, journal, archive, clock, signal, halted, abandoned };
  try {
    return await engine.runPlan(run).catch((error: unknown) => {
      if (!causedBy(error, CancelledInTime)) throw error;
      watch.cancel();
      return engine.runPlan(run); // goes back from where it is
    });
  } catch (error) {
    throw causedBy(error, LeaseLost) ? new LeaseLost() : error;
  }
}

/** What a step found out that belongs to other rows than the journal's. */
async function keepFacts({ scope, row }: Performance, facts: Facts): Promise<void> {
  const { commit, commitMessage, knownHosts } = facts;
  if (commit !== undefined) await keepCommit(scope, row, commit);
  if (commitMessage !== undefined)
    await scope.db.deployment.updateMany({ where: { operationId: row.id }, data: { commitMessage } });
  if (knownHosts !== undefined) await pinGitHostKeys(scope, knownHosts);
}

/** With its message, if an earlier deployment fetched the commit: nothing is fetched when its image is there. */
async function keepCommit(
  { db }: Performance['scope'],
  { id, workloadId }: Performance['row'],
  resolvedCommit: string,
): Promise<void> {
  const known = await db.deployment.findFirst({
    where: { operation: { workloadId }, resolvedCommit, commitMessage: { not: null } },
    select: { commitMessage: true },
  });
  await db.deployment.updateMany({ where: { operationId: id }, data: { resolvedCommit, ...known } });
}

/** The engine wraps what the journal threw. */
function causedBy(error: unknown, type: typeof LeaseLost | typeof CancelledInTime): boolean {
  return error instanceof Error && (error instanceof type || causedBy(error.cause, type));
}
