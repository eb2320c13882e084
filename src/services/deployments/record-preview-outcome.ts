import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';

/**
 * Write what became of the last deployment of a preview; an earlier one tells nothing of what runs.
 * @param status of what was released; null: the deployment failed
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
