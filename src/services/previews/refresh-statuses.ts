import { previewName } from '../../domain/workload/preview-name';
import type { ContainerState } from '../../engine/workload/containers';
import { statusOf } from '../../engine/workload/status';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';

/** A preview, by its workload's id and by its own name on machines. */
interface RunningPreview {
  id: number;
  uuid: string;
  pullRequestId: number;
}

/**
 * Write down which previews changed.
 * @param containers of the server, by the uuid that their labels say
 * @param revive starts again what should run, and says whether it did: the next look sees what became of it
 */
export async function refreshPreviewStatuses(
  scope: OrganizationScope,
  server: ServerWithKey,
  containers: ReadonlyMap<string, readonly ContainerState[]>,
  revive: (preview: RunningPreview, containers: readonly ContainerState[]) => Promise<boolean>,
): Promise<void> {
  const previews = await scope.db.preview.findMany({
    where: { workload: { destination: { serverId: server.id } } },
    select: {
      id: true,
      pullRequestId: true,
      status: true,
      workload: {
        select: { id: true, uuid: true, kind: true, application: { select: { healthCheckEnabled: true } } },
      },
    },
  });
  for (const { id, pullRequestId, status: known, workload } of previews) {
    const uuid = previewName(workload.uuid, pullRequestId);
    const own = containers.get(uuid) ?? [];
    if (await revive({ id: workload.id, uuid, pullRequestId }, own)) continue;
    const observed = statusOf(own);
    // Docker knows nothing of a check that Gantry made itself.
    const isSame =
      known === 'running:healthy' &&
      observed === 'running:unknown' &&
      workload.application?.healthCheckEnabled;
    const status = isSame ? known : observed;
    const isRunning = status.startsWith('running');
    if (status === known && !isRunning) continue;
    await scope.db.preview.updateMany({
      where: { id, status: known },
      data: { status, ...(isRunning && { lastOnlineAt: scope.clock.now() }) },
    });
    if (status !== known) await workloadChanged(scope, workload);
  }
}
