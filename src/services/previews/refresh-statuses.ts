import { previewName } from '../../domain/workload/preview-name';
import type { ContainerState } from '../../engine/workload/containers';
import { statusOf } from '../../engine/workload/status';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';

/** Write down which previews changed. @param containers of the server, by the uuid that their labels say */
export async function refreshPreviewStatuses(
  scope: OrganizationScope,
  server: ServerWithKey,
  containers: ReadonlyMap<string, readonly ContainerState[]>,
): Promise<void> {
  const previews = await scope.db.preview.findMany({
    where: { workload: { destination: { serverId: server.id } } },
    select: {
      id: true,
      pullRequestId: true,
      status: true,
      workload: { select: { uuid: true, kind: true, application: { select: { healthCheckEnabled: true } } } },
    },
  });
  for (const { id, pullRequestId, status: known, workload } of previews) {
    const observed = statusOf(containers.get(previewName(workload.uuid, pullRequestId)) ?? []);
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
