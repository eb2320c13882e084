import type { PreviewComponent, Prisma } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import { previewName } from '../../domain/workload/preview-name';
import { type StatusOfComponent, stackStatus } from '../../engine/stack/status';
import { type ContainerState, workloadContainers } from '../../engine/workload/containers';
import { statusOf } from '../../engine/workload/status';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';
import type { ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';

/** A preview, with its workload's id and its own name on machines. */
interface RunningPreview {
  id: number;
  uuid: string;
  pullRequestId: number;
}

/**
 * Store which previews changed.
 * @param containers of the server, by the uuid in their labels
 * @param revive restarts what should run, and returns whether it did: the next sweep sees the result
 */
export async function refreshPreviewStatuses(
  scope: OrganizationScope,
  server: ServerWithKey,
  containers: ReadonlyMap<string, readonly ContainerState[]>,
  revive: (preview: RunningPreview, containers: readonly ContainerState[]) => Promise<boolean>,
): Promise<void> {
  const where = { workload: { destination: { serverId: server.id } } };
  for (const preview of await scope.db.preview.findMany({ where, select: parts })) {
    const { pullRequestId, workload } = preview;
    const uuid = previewName(workload.uuid, pullRequestId);
    const own = containers.get(uuid) ?? [];
    if (await revive({ id: workload.id, uuid, pullRequestId }, own)) continue;
    await writeStatus(scope, preview, own);
  }
}

/** Check a preview after an operation on it has ended; on an unreachable server, the sweep does so later. */
export async function refreshPreview(
  scope: OrganizationScope,
  { workload, server, pullRequestId }: LoadedOperation,
): Promise<void> {
  try {
    const where = { workloadId: workload.id, pullRequestId };
    const preview = await scope.db.preview.findFirst({ where, select: parts });
    if (!preview) return;
    const host = hostOf(scope, server, { targetType: 'application', targetUuid: workload.uuid });
    const uuid = previewName(workload.uuid, pullRequestId);
    const place = { host, workload: { instanceId: scope.installation.uuid, uuid } };
    await writeStatus(scope, preview, await workloadContainers(place));
  } catch (error) {
    scope.log.info(
      { workload: workload.uuid, pullRequestId, error: errorMessage(error) },
      'the preview could not be checked',
    );
  }
}

const parts = {
  id: true,
  pullRequestId: true,
  status: true,
  components: true,
  workload: {
    select: { id: true, uuid: true, kind: true, application: { select: { healthCheckEnabled: true } } },
  },
} satisfies Prisma.PreviewSelect;

/** @param containers of the preview, newest first */
async function writeStatus(
  scope: OrganizationScope,
  { id, status: known, components, workload }: Prisma.PreviewGetPayload<{ select: typeof parts }>,
  containers: readonly ContainerState[],
): Promise<void> {
  const ofStack = components.length > 0 ? stackStatus(components, containers) : null;
  const isNews = ofStack !== null && (await writeOfComponents(scope, components, ofStack.ofComponents));
  const observed = ofStack?.status ?? statusOf(containers);
  // Docker does not know of a check that Gantry makes itself.
  const isSame =
    ofStack === null &&
    known === 'running:healthy' &&
    observed === 'running:unknown' &&
    workload.application?.healthCheckEnabled;
  const status = isSame ? known : observed;
  const isRunning = status.startsWith('running');
  if (status === known && !isRunning && !isNews) return;
  await scope.db.preview.updateMany({
    where: { id, status: known },
    data: { status, ...(isRunning && { lastOnlineAt: scope.clock.now() }) },
  });
  if (status !== known || isNews) await workloadChanged(scope, workload);
}

/** @returns whether one of them changed */
async function writeOfComponents(
  { db }: Pick<OrganizationScope, 'db'>,
  components: readonly PreviewComponent[],
  statuses: readonly StatusOfComponent[],
): Promise<boolean> {
  const news = components.flatMap(({ id, name, status: before }) => {
    const status = statuses.find((each) => each.name === name)?.status ?? 'exited';
    return status === before ? [] : [{ id, status }];
  });
  for (const { id, status } of news)
    await db.previewComponent.updateMany({ where: { id }, data: { status } });
  return news.length > 0;
}
