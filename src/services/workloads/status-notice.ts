import type { Workload } from '../../db/generated/client';
import { besideKinds } from '../../domain/operation';
import { workloadResources } from '../../domain/workload/names';
import type { OrganizationScope } from '../context';
import { notify } from '../notifications/notify';

/** The sweep sees the effects of an operation a little later. */
const SETTLING_MS = 60_000;

/** Notify that a workload stopped, or runs again, without an operation. */
export async function tellOfChange(
  scope: OrganizationScope,
  { id, kind, uuid, name, status: before }: Pick<Workload, 'id' | 'kind' | 'uuid' | 'name' | 'status'>,
  status: string,
): Promise<void> {
  const isRunning = status.startsWith('running');
  if (isRunning === before.startsWith('running')) return;
  const now = scope.clock.now();
  const isOperated = await scope.db.operation.count({
    where: {
      workloadId: id,
      kind: { notIn: [...besideKinds] },
      OR: [{ finishedAt: null }, { finishedAt: { gte: new Date(now.getTime() - SETTLING_MS) } }],
    },
  });
  if (isOperated > 0) return;
  const words = status.replace(':', ', ').replace(', unknown', '');
  await notify(scope, {
    event: 'status_change',
    isGood: isRunning,
    title: isRunning ? `${name} is running again` : `${name} is no longer running`,
    text: `Its state is: ${words}. The change was not requested in Gantry.`,
    path: `/${workloadResources[kind]}s/${uuid}`,
    id: `${uuid} ${now.toISOString()}`,
    details: { resource_uuid: uuid, resource_name: name, status },
  });
}
