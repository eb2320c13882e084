import type { OrganizationScope } from '../context';

/** A container that is gone, with its log. */
export interface StoredContainer {
  /** Docker's id. */
  id: string;
  name: string;
  deploymentUuid: string | null;
  startedAt: Date | null;
  endedAt: Date;
  /** Null: it was running when it was removed. */
  exitCode: number | null;
  lines: number;
}

/** Those of an application, the one that ended last first. */
export async function listStoredContainers(
  { db }: OrganizationScope,
  applicationId: number,
): Promise<StoredContainer[]> {
  const groups = await db.containerLogChunk.groupBy({
    by: ['containerId', 'containerName', 'deploymentUuid', 'startedAt', 'endedAt', 'exitCode'],
    where: { applicationId },
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
