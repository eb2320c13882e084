import type { Scope } from '../context';
import {
  deployPlanned,
  openPlan,
  type StartedResource,
  startedAsPlanned,
} from '../deployments/deploy-planned';
import { type DeploymentPlan, type PlanRequest, planDeployment } from '../deployments/plan';
import { planStackDeployment, requireStackPlan } from '../stacks/plan-deployment';
import { deployApplication } from './deploy-application';

/**
 * Plan a deployment of an application, whether it is built, pulled or from a compose file.
 * @throws AppError as `planDeployment`
 */
export async function planApplication(scope: Scope, request: PlanRequest): Promise<DeploymentPlan> {
  const isStack = await scope.db.workload.count({
    where: { uuid: request.applicationUuid, kind: 'application', stack: { isNot: null } },
  });
  return isStack > 0 ? planStackDeployment(scope, request) : planDeployment(scope, request);
}

/**
 * Deploy a plan (deployment contract D9.5).
 * @param applicationUuid the application that the caller names; undefined: that of the plan
 * @throws AppError 404 · 409 when the plan was used, has expired, or no longer holds: the message says why
 */
export async function deployPlan(
  scope: Scope,
  planUuid: string,
  applicationUuid: string | undefined,
): Promise<StartedResource> {
  const plan = await openPlan(scope, planUuid, applicationUuid);
  const { uuid, force, application } = plan;
  if (application.stack === null) return deployPlanned(scope, plan);
  const basis = await requireStackPlan(scope, application.uuid, plan);
  const started = await deployApplication(scope, {
    applicationUuid: application.uuid,
    kind: 'deploy',
    force,
    plan: { uuid, basis, commit: basis.commit ?? null },
  });
  return startedAsPlanned(application, started);
}
