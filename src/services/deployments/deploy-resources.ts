import { AppError } from '../../domain/error';
import { requireObjects } from '../authorization/require-object';
import type { Scope } from '../context';
import { startDeployment } from './start';

export interface StartedResource {
  message: string;
  resourceUuid: string;
  deploymentUuid: string;
}

/** Message for a caller whose deployment is active already (coolify-api §5.4). */
export const ALREADY_QUEUED = 'Deployment already queued for this commit.';

/** Deploy those of the resources that are the organization's. @throws AppError 404 when none is */
export async function deployResources(
  scope: Scope,
  uuids: readonly string[],
  force: boolean,
): Promise<StartedResource[]> {
  const applications = await scope.db.workload.findMany({
    where: {
      uuid: { in: uuids.filter((uuid) => !uuid.includes('\0')) },
      kind: 'application',
      deletingAt: null,
    },
    select: { uuid: true, name: true },
    orderBy: { id: 'asc' },
  });
  if (applications.length === 0) throw new AppError('not_found', 'No resources found.');
  return deployEach(scope, applications, force);
}

/** @throws AppError forbidden when one of them is not the caller's to deploy; then none is */
export async function deployEach(
  scope: Scope,
  applications: readonly { uuid: string; name: string }[],
  force: boolean,
): Promise<StartedResource[]> {
  const named = applications.map(({ uuid }) => ({ type: 'application' as const, uuid }));
  await requireObjects(scope, 'application:deploy', named);
  const started: StartedResource[] = [];
  for (const { uuid, name } of applications) {
    const deployment = await startDeployment(scope, { applicationUuid: uuid, kind: 'deploy', force });
    const message = deployment.isDuplicate ? ALREADY_QUEUED : `Application ${name} deployment queued.`;
    started.push({ message, resourceUuid: uuid, deploymentUuid: deployment.uuid });
  }
  return started;
}
