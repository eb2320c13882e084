import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';

/**
 * Record the outcome of the last deployment of a preview; an earlier one says nothing about what is running.
 * @param status of the released version; null: the deployment failed
 */
export async function recordPreviewOutcome(
  { db, clock }: Pick<OrganizationScope, 'db' | 'clock'>,
  { uuid, workloadId, pullRequestId }: Pick<LoadedOperation, 'uuid' | 'workloadId' | 'pullRequestId'>,
  status: string | null,
): Promise<void> {
  await db.preview.updateMany({
    where: { workloadId, pullRequestId, deploymentUuid: uuid, state: 'deploying' },
    data: status === null ? { state: 'failed' } : { state: 'running', status, lastOnlineAt: clock.now() },
  });
}
