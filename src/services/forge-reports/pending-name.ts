import type { OrganizationScope } from '../context';

/** A deployment of a commit. */
export interface DeployedCommit {
  operationId: number;
  workloadId: number;
  pullRequestId: number;
  commit: string;
}

type Place = Pick<OrganizationScope, 'db'>;

/**
 * Find the name under which a forge shows a commit as being deployed; null: it does not. Its end has to have that name,
 * even if the application was renamed meanwhile.
 */
export async function findPendingName({ db }: Place, deployed: DeployedCommit): Promise<string | null> {
  const found = await db.deployment.findFirst({
    where: { ...ofCommit(deployed), pendingStatusName: { not: null } },
    orderBy: { operationId: 'desc' },
    select: { pendingStatusName: true },
  });
  return found?.pendingStatusName ?? null;
}

export async function keepPendingName(
  { db }: Place,
  { operationId }: Pick<DeployedCommit, 'operationId'>,
  pendingStatusName: string,
): Promise<void> {
  await db.deployment.updateMany({ where: { operationId }, data: { pendingStatusName } });
}

/** Forget the name: its end is shown. */
export async function clearPendingName({ db }: Place, deployed: DeployedCommit): Promise<void> {
  await db.deployment.updateMany({
    where: { ...ofCommit(deployed), pendingStatusName: { not: null } },
    data: { pendingStatusName: null },
  });
}

function ofCommit({ workloadId, pullRequestId, commit }: DeployedCommit) {
  return { resolvedCommit: commit, operation: { workloadId, pullRequestId } };
}
