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
  if (!released) return; // the status sweep sees what runs
  const { name, health } = released.component;
  const isChecked = health.kind !== 'none' || factsOf(facts, name).hasHealthcheck === true;
  await scope.db.workload.updateMany({
    where: { id: deployment.workloadId },
    data: {
      status: isChecked ? 'running:healthy' : 'running:unknown',
      configHash: deployment.configHash,
      lastOnlineAt: scope.clock.now(),
    },
  });
}
