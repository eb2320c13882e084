import { notFound } from '../../domain/error';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { renderPlan } from '../../engine/plan/render';
import { stackPlan } from '../../engine/plans/stack';
import { newUuid } from '../../lib/random';
import type { OrganizationScope, Scope } from '../context';
import { requireSame } from '../deployments/deploy-planned';
import { type DeploymentPlan, PLAN_LIFETIME_MS, type PlanRequest, redactedSteps } from '../deployments/plan';
import { requireWorkable } from '../servers/host';
import { requireLegal } from '../workloads/require-legal';
import { secretsOfStack } from './plan';
import { type StackPlanBasis, stackBasisChanges, stackPlanBasis, stackPlanBasisSchema } from './plan-basis';
import { stackSpec } from './specification';

/**
 * Plan a deployment of an application that is made from a compose file, and keep what the plan depends on. Nothing changes on
 * the server; what of it runs unchanged is found out there, when it is deployed.
 * @throws AppError 404 · 400 for what cannot be deployed · 409 or 412 for a server that cannot be worked on
 */
export async function planStackDeployment(
  scope: Scope,
  { applicationUuid, force }: PlanRequest,
): Promise<DeploymentPlan> {
  const uuid = newUuid();
  const { workload, spec, basis } = await specAndBasisOfStack(scope, applicationUuid, { uuid, force });
  const { server } = workload.destination;
  const now = scope.clock.now();
  const expiresAt = new Date(now.getTime() + PLAN_LIFETIME_MS);
  const { organizationId } = scope;
  await scope.db.deploymentPlan.create({
    data: { uuid, organizationId, workloadId: workload.id, force, basis, createdAt: now, expiresAt },
  });
  const plan = stackPlan(spec);
  return {
    uuid,
    applicationUuid,
    server: { uuid: server.uuid, name: server.name },
    commit: null,
    force,
    downtime: plan.downtime,
    diff: null,
    settings: [],
    steps: redactedSteps(renderPlan(plan), secretsOfStack(spec)),
    components: spec.components.map(({ spec: { name, image } }) => ({ name, image })),
    expiresAt,
  };
}

/** Check that a plan still holds. @returns what it depends on @throws AppError 409 */
export async function requireStackPlan(
  scope: OrganizationScope,
  applicationUuid: string,
  { uuid, force, basis }: { uuid: string; force: boolean; basis: unknown },
): Promise<StackPlanBasis> {
  const planned = stackPlanBasisSchema.parse(basis);
  const now = await specAndBasisOfStack(scope, applicationUuid, { uuid, force });
  requireSame(stackBasisChanges(planned, now.basis));
  return planned;
}

/** Look once more when the deployment begins, because it may have waited. @throws AppError 409 */
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
  scope: OrganizationScope,
  applicationUuid: string,
  { uuid, force }: { uuid: string; force: boolean },
) {
  const workload = await scope.db.workload.findUnique({
    where: { uuid: applicationUuid, kind: 'application', stack: { isNot: null } },
    include: {
      environment: { include: { project: true } },
      destination: { include: { server: { include: { privateKey: true } } } },
    },
  });
  if (!workload) throw notFound('Application');
  requireLegal(workload, 'plan');
  const { server } = workload.destination;
  requireWorkable(server);
  // As a deployment asks for it.
  const operation = { uuid, parameters: { force: false, latest: force }, workload, server };
  const spec = await stackSpec(scope, operation);
  return { workload, spec, basis: stackPlanBasis(scope, spec, server) };
}
