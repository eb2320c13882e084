import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { type Facts, factsOf } from '../../engine/plan/facts';
import type { OrganizationScope } from '../context';

/** Record the state of the application after a deployment. */
export async function recordOutcome(
  scope: Pick<OrganizationScope, 'db' | 'clock'>,
  deployment: { workloadId: number; configHash: string },
  released: DeploymentSpec | null,
  facts: Facts,
): Promise<void> {
  if (!released) return; // the status sweep sees what is running
  await scope.db.workload.updateMany({
    where: { id: deployment.workloadId },
    data: {
      status: releasedStatus(released, facts),
      configHash: deployment.configHash,
      lastOnlineAt: scope.clock.now(),
    },
  });
}

/** The status of a version that has just been released. */
export function releasedStatus({ component: { name, health } }: DeploymentSpec, facts: Facts): string {
  const isChecked = health.kind !== 'none' || factsOf(facts, name).hasHealthcheck === true;
  return isChecked ? 'running:healthy' : 'running:unknown';
}
