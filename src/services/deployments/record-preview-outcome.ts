import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { PlanResult } from '../../engine/run/plan-run';
import { releasedStatus } from '../application-rows/record-outcome';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';

/** Write what became of the last deployment of a preview; an earlier one tells nothing of what runs. */
export async function recordPreviewOutcome(
  { db, clock }: Pick<OrganizationScope, 'db' | 'clock'>,
  { uuid, workloadId, pullRequestId }: Pick<LoadedOperation, 'uuid' | 'workloadId' | 'pullRequestId'>,
  { outcome, facts }: PlanResult,
  spec: DeploymentSpec | null,
): Promise<void> {
  const isReleased = outcome === 'finished' && spec !== null;
  await db.preview.updateMany({
    where: { workloadId, pullRequestId, deploymentUuid: uuid, state: 'deploying' },
    data: isReleased
      ? { state: 'running', status: releasedStatus(spec, facts), lastOnlineAt: clock.now() }
      : { state: 'failed' },
  });
}
