import type { Deployment } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { CommitStatus, ForgeDeployment } from '../../engine/forge/forge-api';
import type { OrganizationScope } from '../context';
import type { Permission, Writer } from './reporter';

type Reported = Pick<ForgeDeployment, 'uuid' | 'environment' | 'url' | 'state'> & {
  deployment: Deployment;
  status: CommitStatus;
};

/**
 * Keep the forge's own record of a deployment, where it has such records, in step with it.
 * @throws AppError when the forge refuses or does not answer
 */
export async function keepForgeDeployment(
  scope: OrganizationScope,
  { api, call, repository }: Writer,
  { deployment, status, state, uuid, environment, url }: Reported,
): Promise<void> {
  // What is gone by now gets no record that nothing would end.
  const isGone = state === 'inactive' && deployment.forgeDeploymentId === null;
  if (!api.setDeployment || isGone) return;
  const id = await api.setDeployment(call, repository, {
    id: deployment.forgeDeploymentId?.toString() ?? null,
    commit: status.commit,
    state,
    uuid,
    environment,
    description: status.description,
    logUrl: status.url,
    url,
  });
  await scope.db.deployment.updateMany({
    where: { operationId: deployment.operationId },
    data: { forgeDeploymentId: BigInt(id) },
  });
}

/** Say at the forge that what was deployed for a pull request is gone. @throws AppError as above */
export async function endForgeDeployments(
  scope: OrganizationScope,
  { api, call, repository }: Writer,
  { workloadId, pullRequestId }: { workloadId: number; pullRequestId: number },
): Promise<void> {
  if (!api.setDeployment) return;
  const last = await scope.db.deployment.findFirst({
    where: { forgeDeploymentId: { not: null }, operation: { workloadId, pullRequestId } },
    orderBy: { operationId: 'desc' },
    include: { operation: { select: { uuid: true, workload: { select: { uuid: true } } } } },
  });
  if (!last?.forgeDeploymentId) return;
  const { uuid, workload } = last.operation;
  await api.setDeployment(call, repository, {
    id: last.forgeDeploymentId.toString(),
    commit: last.resolvedCommit ?? '',
    state: 'inactive',
    uuid,
    environment: '',
    description: 'The preview was removed',
    logUrl: `${scope.installation.publicUrl}/applications/${workload.uuid}/deployments/${uuid}`,
    url: null,
  });
}

/** Do what needs the permission for deployments, if it is granted. @returns the permission if it is missing */
export async function withDeployments(
  { missing }: Writer,
  work: () => Promise<void>,
): Promise<Permission | null> {
  if (missing === 'deployments') return missing;
  try {
    await work();
    return null;
  } catch (error) {
    // A token without that permission; what else was written is what counts.
    if (error instanceof AppError && error.detail?.startsWith('403 ')) return 'deployments';
    throw error;
  }
}
