import type { EndedContainer } from '../../engine/step/log-archive';
import type { OrganizationScope } from '../context';

/** A removed container with its log. An exit code of null: it was running when it was removed. */
export interface StoredContainer extends EndedContainer {
  lines: number;
}

/** List the stored containers of an application, the last one to end first. */
export async function listStoredContainers(
  { db }: OrganizationScope,
  workloadId: number,
): Promise<StoredContainer[]> {
  const groups = await db.containerLogChunk.groupBy({
    by: ['containerId', 'containerName', 'deploymentUuid', 'startedAt', 'endedAt', 'exitCode'],
    where: { workloadId },
    _sum: { lines: true },
    orderBy: { endedAt: 'desc' },
  });
  return groups.map(({ containerId, containerName, _sum, ...group }) => ({
    ...group,
    id: containerId,
    name: containerName,
    lines: _sum.lines ?? 0,
  }));
}
