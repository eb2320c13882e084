import { AppError, notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { requireObjects } from '../authorization/require-object';
import type { OrganizationScope, Scope } from '../context';
import type { StartedOperation } from '../operations/request';
import { type DeploymentSubject, loadPlanned } from './load';
import { specAndBasis } from './plan';
import { basisChanges, planBasis, planBasisSchema } from './plan-basis';
import { startDeployment, usedPlan } from './start';

export interface StartedResource {
  message: string;
  resourceUuid: string;
  /** For an application: other kinds have operations. */
  deploymentUuid?: string;
  /** Whether it was not deployed, for the reason in its message. */
  isRefused?: boolean;
}

/** Message for a caller whose deployment is already active (coolify-api §5.4). */
export const ALREADY_QUEUED = 'Deployment already queued for this commit.';

/** A plan that may be deployed now. */
export type OpenPlan = Awaited<ReturnType<typeof openPlan>>;

/**
 * Find a plan that the caller may deploy, and that was not used and has not expired.
 * @param applicationUuid the application that the caller names; undefined: that of the plan
 * @throws AppError 404 · 409 when the plan was used or has expired
 */
export async function openPlan(scope: Scope, planUuid: string, applicationUuid: string | undefined) {
  const plan = await findPlan(scope, planUuid);
  const { uuid, expiresAt, application } = plan;
  await requireObjects(scope, 'application:deploy', [{ type: 'application', uuid: application.uuid }]);
  if (applicationUuid !== undefined && applicationUuid !== application.uuid)
    throw new AppError('bad_request', 'The plan is for another application.');
  if (await scope.db.operation.findUnique({ where: { uuid } })) throw usedPlan(uuid);
  if (expiresAt <= scope.clock.now())
    throw new AppError('conflict', 'The plan has expired. Create a new one.');
  return plan;
}

/**
 * Deploy a plan, pinned to its commit (deployment contract D9.5).
 * @throws AppError 404 · 409 when the plan no longer holds: the message says why
 */
export async function deployPlanned(scope: Scope, plan: OpenPlan): Promise<StartedResource> {
  const { uuid, force, basis, application } = plan;
  const subject = await loadPlanned(scope, application.uuid, { uuid, force });
  const planned = planBasisSchema.parse(basis);
  requireSame(basisChanges(planned, (await specAndBasis(scope, subject)).basis));
  const request = { applicationUuid: application.uuid, kind: 'deploy', force } as const;
  const started = await startDeployment(scope, {
    ...request,
    plan: { uuid, basis: planned, commit: planned.commit },
  });
  return startedAsPlanned(application, started);
}

/** The answer to the caller who deploys a plan. */
export function startedAsPlanned(
  { uuid, name }: { uuid: string; name: string },
  started: StartedOperation,
): StartedResource {
  const message = started.isDuplicate ? ALREADY_QUEUED : `Application ${name} deployment queued as planned.`;
  return { message, resourceUuid: uuid, deploymentUuid: started.uuid };
}

/** Check again when the deployment begins, because it may have waited. @throws AppError 409 */
export function requirePlanToHold(
  scope: Pick<OrganizationScope, 'database'>,
  deployment: DeploymentSubject & { planBasis: unknown },
  spec: DeploymentSpec,
): void {
  if (deployment.planBasis === null) return;
  const planned = planBasisSchema.parse(deployment.planBasis);
  requireSame(basisChanges(planned, planBasis(scope, deployment, spec, planned.commit))); // it is pinned
}

/** Refuse a plan that these changes made outdated. @throws AppError 409 */
export function requireSame(changes: readonly string[]): void {
  if (changes.length === 0) return;
  throw new AppError(
    'conflict',
    `The plan is outdated. Changed since it was created: ${changes.join(', ')}. Create a new plan.`,
    { body: { changed: changes } },
  );
}

async function findPlan(scope: Scope, uuid: string) {
  requirePublicId(uuid, 'Plan');
  const plan = await scope.db.deploymentPlan.findUnique({ where: { uuid } });
  if (!plan) throw notFound('Plan');
  // Looked up separately: what a key's allow list excludes is not found.
  const where = { id: plan.workloadId };
  const application = await scope.db.workload.findUnique({
    where,
    select: { uuid: true, name: true, stack: { select: { id: true } } },
  });
  if (!application) throw notFound('Plan');
  return { ...plan, application };
}
