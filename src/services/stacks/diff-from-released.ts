import type { StackSpec } from '../../domain/workload/stack-spec';
import type { StackDescription } from '../../engine/plan/description';
import type { ImageChange } from '../../engine/plan/diff';
import { describeStack } from '../../engine/plans/describe-stack';
import { type StackDiff, stackDiff } from '../../engine/plans/stack-diff';
import { configurationKey } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import { findDescription } from './record-description';

/** What distinguishes a planned release from what was released last; its image is that of the first built component. */
export interface PlannedStackDiff extends StackDiff {
  image: ImageChange;
}

/** Compare a planned release with what was released last; null when that was not recorded. */
export async function diffFromReleased(
  scope: OrganizationScope,
  workloadId: number,
  spec: StackSpec,
): Promise<PlannedStackDiff | null> {
  const running = (await findDescription(scope, workloadId)) ?? (await nothingReleased(scope, workloadId));
  if (!running) return null;
  const planned = describeStack(spec, configurationKey(scope.database.sealer));
  return { ...stackDiff(running, planned), image: imageChange(running, spec) };
}

/** Nothing, if nothing was ever released; null otherwise. */
async function nothingReleased(
  { db }: OrganizationScope,
  workloadId: number,
): Promise<StackDescription | null> {
  const kind = { in: ['deploy', 'start', 'restart', 'rollback'] };
  const releases = await db.operation.count({
    where: { workloadId, pullRequestId: 0, kind, status: 'finished' },
  });
  return releases === 0 ? { components: [] } : null;
}

function imageChange({ components }: StackDescription, spec: StackSpec): ImageChange {
  const first = spec.components.find(({ build }) => build) ?? spec.components[0];
  const to = first?.spec.image ?? '';
  const from = components.find(({ name }) => name === first?.spec.name)?.image ?? null;
  if (from !== to) return { from, to, change: 'changed' };
  if (first?.build?.force) return { from, to, change: 'rebuilt' };
  return { from, to, change: first?.pull === 'always' && !first.build ? 'pulled' : 'none' };
}
