import type { Workload } from '../../db/generated/client';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { isOfComponent, ownedBy } from '../../engine/component/labels';
import type { ContainerState, Host } from '../../engine/machines';
import { statusOf } from '../../engine/workload/status';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { stopCrashLoops } from './stop-crash-loops';

/** Looks at every container of this installation on a server and writes down which workloads changed. */
export async function refreshStatuses(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  const workloads = await scope.db.workload.findMany({
    where: { destination: { serverId: server.id }, deletingAt: null },
    select: {
      id: true,
      uuid: true,
      kind: true,
      name: true,
      status: true,
      application: { select: { healthCheckEnabled: true } },
      maxRestartCount: true,
      stopGracePeriod: true,
      environment: { select: { name: true, project: { select: { name: true } } } },
    },
  });
  if (workloads.length === 0) return;
  const host = hostOf(scope, server);
  const containers = await containersByResource(host, scope.installation.uuid);
  for (const workload of workloads) {
    const own = (containers.get(workload.uuid) ?? []).filter(isOfItself);
    const left = await stopCrashLoops(scope, host, workload, own);
    const status = reconcile(workload, statusOf(left));
    const isRunning = status.startsWith('running');
    if (status === workload.status && !isRunning) continue;
    await scope.db.workload.updateMany({
      // The status is part of the condition: an operation that ended meanwhile knows better.
      where: { id: workload.id, status: workload.status },
      data: { status, ...(isRunning ? { lastOnlineAt: scope.clock.now() } : {}) },
    });
    if (status !== workload.status) await workloadChanged(scope, workload);
  }
}

/** Newest first, as `statusOf` wants them. */
async function containersByResource(host: Host, instanceId: string): Promise<Map<string, ContainerState[]>> {
  const listed = await host.docker.listContainers(ownedBy(instanceId), true);
  const inspected = await Promise.all(listed.map(({ id }) => host.docker.inspectContainer(id)));
  const found = inspected.filter((state) => state !== null);
  const newestFirst = found.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const byResource = new Map<string, ContainerState[]>();
  for (const container of newestFirst) {
    const resource = container.labels['gantry.resource'] ?? '';
    byResource.set(resource, [...(byResource.get(resource) ?? []), container]);
  }
  return byResource;
}

/** What only forwards to a database says nothing about it. */
function isOfItself(container: ContainerState): boolean {
  const { 'gantry.kind': kind } = container.labels;
  return kind !== 'database' || isOfComponent(container, { name: MAIN_COMPONENT });
}

/**
 * Docker knows nothing of a check that Gantry makes itself: what passed it when it was released stays healthy while
 * its container runs.
 */
function reconcile(
  { kind, status, application }: Pick<Workload, 'kind' | 'status'> & Checked,
  observed: string,
): string {
  if (status !== 'running:healthy') return observed;
  // A database answered a query before Docker asked for the first time.
  if (kind === 'database') return observed === 'starting:unknown' ? status : observed;
  return application?.healthCheckEnabled && observed === 'running:unknown' ? status : observed;
}

interface Checked {
  application: { healthCheckEnabled: boolean } | null;
}
