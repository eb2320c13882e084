import { notFound } from '../../domain/error';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { renderPlan } from '../../engine/plan/render';
import { stackPlan } from '../../engine/plans/stack';
import { newUuid } from '../../lib/random';
import type { OrganizationScope, Scope } from '../context';
import { requireSame } from '../deployments/deploy-planned';
import { loadPlanned } from '../deployments/load';
import { type DeploymentPlan, PLAN_LIFETIME_MS, type PlanRequest, redactedSteps } from '../deployments/plan';
import { changedSettings } from '../deployments/plan-settings';
import { requireWorkable } from '../servers/host';
import { requireLegal } from '../workloads/require-legal';
import { diffFromReleased } from './diff-from-released';
import { secretsOfStack } from './plan';
import { type StackPlanBasis, stackBasisChanges, stackPlanBasis, stackPlanBasisSchema } from './plan-basis';
import { readDeployment } from './repository-plan';
import { type StackOperation, stackSpec } from './specification';

/** Time limit for reading a repository: a caller waits for the answer. */
const READ_MS = 60_000;

/**
 * Plan a deployment of an application from a compose file, and store what the plan depends on. Nothing changes on the
 * server; which parts run unchanged is found out there at the deployment.
 * @throws AppError 404 · 400 for what cannot be deployed · 409 or 412 for a server that is not usable
 */
export async function planStackDeployment(
  scope: Scope,
  { applicationUuid, force }: PlanRequest,
): Promise<DeploymentPlan> {
  const uuid = newUuid();
  const { workload, spec, basis } = await specAndBasisOfStack(scope, applicationUuid, { uuid, force });
  const { commit = null } = basis;
  const { server } = workload.destination;
  const now = scope.clock.now();
  const expiresAt = new Date(now.getTime() + PLAN_LIFETIME_MS);
  const { organizationId } = scope;
  await scope.db.deploymentPlan.create({
    data: { uuid, organizationId, workloadId: workload.id, force, basis, createdAt: now, expiresAt },
  });
  const plan = stackPlan(spec);
  const diff = await diffFromReleased(scope, workload.id, spec);
  return {
    uuid,
    applicationUuid,
    server: { uuid: server.uuid, name: server.name },
    commit,
    force,
    downtime: plan.downtime,
    diff: diff && { ...diff.keys, image: diff.image },
    settings: diff ? await settingsSinceDeployment(scope, applicationUuid, { uuid, force }) : [],
    steps: redactedSteps(renderPlan(plan), secretsOfStack(spec)),
    components:
      diff?.components ?? spec.components.map(({ spec: { name, image } }) => ({ name, image, change: null })),
    expiresAt,
  };
}

/** The settings that differ from those of the last deployment that finished. */
async function settingsSinceDeployment(
  scope: Scope,
  applicationUuid: string,
  of: { uuid: string; force: boolean },
): Promise<string[]> {
  const { application } = await loadPlanned(scope, applicationUuid, of);
  const last = await scope.db.operation.findFirst({
    where: {
      workloadId: application.id,
      pullRequestId: 0,
      status: 'finished',
      deployment: { isNot: null },
    },
    select: { uuid: true },
    orderBy: { id: 'desc' },
  });
  return changedSettings(scope, application, last?.uuid);
}

/** Check that a plan still holds. @returns what it depends on @throws AppError 409 */
export async function requireStackPlan(
  scope: Scope,
  applicationUuid: string,
  { uuid, force, basis }: { uuid: string; force: boolean; basis: unknown },
): Promise<StackPlanBasis> {
  const planned = stackPlanBasisSchema.parse(basis);
  const now = await specAndBasisOfStack(scope, applicationUuid, { uuid, force });
  requireSame(stackBasisChanges(planned, now.basis));
  return planned;
}

/** Check again when the deployment begins, because it may have waited. @throws AppError 409 */
export async function requireStackPlanToHold(
  scope: OrganizationScope,
  operation: { id: number; server: Parameters<typeof stackPlanBasis>[2] },
  spec: StackSpec,
): Promise<void> {
  const deployment = await scope.db.deployment.findFirst({
    where: { operationId: operation.id },
    select: { planBasis: true },
  });
  if (!deployment?.planBasis) return;
  const planned = stackPlanBasisSchema.parse(deployment.planBasis);
  requireSame(stackBasisChanges(planned, stackPlanBasis(scope, spec, operation.server)));
}

async function specAndBasisOfStack(
  scope: Scope,
  applicationUuid: string,
  { uuid, force }: { uuid: string; force: boolean },
) {
  const workload = await scope.db.workload.findUnique({
    where: { uuid: applicationUuid, kind: 'application', stack: { isNot: null } },
    include: {
      stack: { select: { checkout: true } },
      environment: { include: { project: true } },
      destination: { include: { server: { include: { privateKey: true } } } },
    },
  });
  if (!workload) throw notFound('Application');
  requireLegal(workload, 'plan');
  const { server } = workload.destination;
  requireWorkable(server);
  // The same parameters as a deployment's.
  const operation = { uuid, parameters: { force: false, latest: force }, workload, server };
  const isOfRepository = workload.stack?.checkout !== null;
  const spec = isOfRepository
    ? await specOfRepository(scope, applicationUuid, operation, force)
    : await stackSpec(scope, operation);
  return { workload, spec, basis: stackPlanBasis(scope, spec, server) };
}

async function specOfRepository(
  scope: Scope,
  applicationUuid: string,
  operation: StackOperation,
  force: boolean,
): Promise<StackSpec> {
  const { role } = scope.principal;
  const subject = await loadPlanned(scope, applicationUuid, { uuid: operation.uuid, force });
  const { plan } = await readDeployment(scope, subject, operation, { role, deadlineMs: READ_MS });
  return plan();
}
