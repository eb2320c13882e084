import { errorMessage } from '../../domain/error';
import { stackStatus } from '../../engine/stack/status';
import { workloadContainers } from '../../engine/workload/containers';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';
import { hostOf } from '../servers/host';
import { markComponentsOnline, writeComponentStatuses } from '../workloads/component-statuses';
import { findStack } from './find';

/** Check a stack after an operation on it has ended; on an unreachable server, the sweep does so later. */
export async function refreshStack(
  scope: OrganizationScope,
  { workload, server }: LoadedOperation,
): Promise<void> {
  try {
    const host = hostOf(scope, server, { targetType: 'service', targetUuid: workload.uuid });
    const place = { host, workload: { instanceId: scope.installation.uuid, uuid: workload.uuid } };
    const { id, components } = await findStack(scope, workload.uuid);
    const { status, ofComponents } = stackStatus(components, await workloadContainers(place));
    const online = status.startsWith('running') ? { lastOnlineAt: scope.clock.now() } : {};
    await scope.db.workload.updateMany({ where: { id }, data: { status, ...online } });
    const { stillOnline } = await writeComponentStatuses(scope, components, ofComponents);
    await markComponentsOnline(scope, stillOnline);
  } catch (error) {
    scope.log.info({ workload: workload.uuid, error: errorMessage(error) }, 'the stack could not be checked');
  }
  await workloadChanged(scope, workload);
}
