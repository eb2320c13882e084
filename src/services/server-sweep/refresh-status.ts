import type { Workload } from '../../db/generated/client';
import { dockerLabel } from '../../domain/docker-label';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { isOfComponent } from '../../engine/component/labels';
import { stackStatus } from '../../engine/stack/status';
import { type ContainerState, containersByWorkload } from '../../engine/workload/containers';
import { statusOf } from '../../engine/workload/status';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import { refreshPreviewStatuses } from '../previews/refresh-statuses';
import type { ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { markComponentsOnline, writeComponentStatuses } from '../workloads/component-statuses';
import { tellOfChange } from '../workloads/status-notice';
import { stopCrashLoops } from '../workloads/stop-crash-loops';
import { Reviver } from './revive';

/** Check every container of this installation on a server and store which workloads changed. */
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
      follows: { select: { uuid: true, application: { select: { healthCheckEnabled: true } } } },
      destination: { select: { name: true } },
      components: { select: { id: true, name: true, status: true, isExcludedFromStatus: true } },
      maxRestartCount: true,
      stopGracePeriod: true,
      environment: { select: { name: true, project: { select: { name: true } } } },
    },
  });
  if (workloads.length === 0) return;
  const host = hostOf(scope, server);
  const containers = await containersByWorkload(host, scope.installation.uuid);
  const reviver = new Reviver(scope, host);
  const online = { workloads: [] as number[], components: [] as number[] };
  for (const workload of workloads) {
    const all = containers.get(workload.uuid) ?? [];
    if (await reviver.revive(workload, all)) continue;
    const shown = asShown(workload);
    const left = await stopCrashLoops(scope, host, shown, all.filter(isOfItself));
    const { components } = workload;
    const ofStack = components.length > 0 ? stackStatus(components, left) : null;
    const written = ofStack && (await writeComponentStatuses(scope, components, ofStack.ofComponents));
    online.components.push(...(written?.stillOnline ?? []));
    const status = ofStack?.status ?? reconcile(workload, statusOf(left));
    if (status !== workload.status) await writeStatus(scope, shown, status);
    else if (status.startsWith('running')) online.workloads.push(workload.id);
    if (status !== workload.status || written?.isNews) await workloadChanged(scope, shown);
  }
  await markWorkloadsOnline(scope, online.workloads);
  await markComponentsOnline(scope, online.components);
  await refreshPreviewStatuses(scope, server, containers, (preview, own) => reviver.revive(preview, own));
}

/** A workload as users know it: an additional destination is one of its application. */
function asShown<Row extends Followed>({ follows, ...workload }: Row) {
  return follows
    ? { ...workload, uuid: follows.uuid, name: `${workload.name} at ${workload.destination.name}` }
    : workload;
}

interface Followed {
  uuid: string;
  name: string;
  destination: { name: string };
  follows: { uuid: string } | null;
}

async function writeStatus(
  scope: OrganizationScope,
  workload: Pick<Workload, 'id' | 'uuid' | 'kind' | 'name' | 'status'>,
  status: string,
): Promise<void> {
  const { count } = await scope.db.workload.updateMany({
    // The status is part of the condition: an operation that has ended in the meantime knows better.
    where: { id: workload.id, status: workload.status },
    data: { status, ...(status.startsWith('running') && { lastOnlineAt: scope.clock.now() }) },
  });
  if (count > 0) await tellOfChange(scope, workload, status);
}

/** Store that workloads are running now: in one statement, because a server may have hundreds. */
async function markWorkloadsOnline({ db, clock }: OrganizationScope, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.workload.updateMany({
    // One that an operation stopped in the meantime is no longer running.
    where: { id: { in: ids }, status: { startsWith: 'running' } },
    data: { lastOnlineAt: clock.now() },
  });
}

/** Whether a container is the workload's own, not one that only forwards to it. */
function isOfItself(container: ContainerState): boolean {
  const { [dockerLabel.kind]: kind } = container.labels;
  return kind !== 'database' || isOfComponent(container, { name: MAIN_COMPONENT });
}

/**
 * Keep a workload healthy that passed Gantry's own health check at its release, while its container runs: Docker does
 * not know of that check.
 */
function reconcile(
  { kind, status, ...workload }: Pick<Workload, 'kind' | 'status'> & Checked,
  observed: string,
): string {
  if (status !== 'running:healthy') return observed;
  // A database answered a query before Docker's first check.
  if (kind === 'database') return observed === 'starting:unknown' ? status : observed;
  const application = workload.follows?.application ?? workload.application;
  return application?.healthCheckEnabled && observed === 'running:unknown' ? status : observed;
}

interface Checked {
  application: { healthCheckEnabled: boolean } | null;
  follows: Pick<Checked, 'application'> | null;
}
