import { permits } from '../../auth/decision';
import { refusedAction, requireObjects } from '../authorization/require-object';
import type { Scope } from '../context';
import { ALREADY_QUEUED, type StartedResource } from '../deployments/deploy-planned';
import { deployNumber } from '../previews/deploy-number';
import { nothingToDeploy } from './nothing-to-deploy';

interface PullRequestDeployment {
  pullRequestId: number;
  force: boolean;
  imageTag?: string;
}

/**
 * Deploy a pull request of those applications that belong to the organization.
 * @throws AppError 404 when there are none · forbidden when the caller may not deploy one of them; then none is
 *   deployed · as `deployNumber`
 */
export async function deployPullRequestOf(
  scope: Scope,
  uuids: readonly string[],
  request: PullRequestDeployment,
): Promise<StartedResource[]> {
  const asked = uuids.filter((uuid) => !uuid.includes('\0'));
  const applications = await scope.db.workload.findMany({
    where: { uuid: { in: asked }, kind: 'application', deletingAt: null },
    select: { uuid: true, name: true },
    orderBy: { id: 'asc' },
  });
  if (applications.length === 0) throw await nothingToDeploy(scope, asked, 'application');
  const permission = 'application:deploy';
  if (!permits(scope.principal, permission)) throw refusedAction(permission);
  const named = applications.map(({ uuid }) => ({ type: 'application' as const, uuid }));
  await requireObjects(scope, permission, named);
  const started: StartedResource[] = [];
  for (const { uuid, name } of applications) {
    const deployment = await deployNumber(scope, { applicationUuid: uuid, ...request });
    const message = deployment.isDuplicate
      ? ALREADY_QUEUED
      : `Deployment of pull request ${request.pullRequestId} of application ${name} queued.`;
    started.push({ message, resourceUuid: uuid, deploymentUuid: deployment.uuid });
  }
  return started;
}
