import type { Operation, Workload } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import { rollbackRequest } from '../deployments/request-rollback';
import { requestOperation } from '../operations/request';
import { openSpecification } from '../releases/specification';

type Part = Pick<Operation, 'id' | 'uuid' | 'workloadId'> & { workload: Workload; groupId: number };

/** Revert a deployment of a group: put the previous release of its application back into service. */
export async function revertPart(scope: OrganizationScope, part: Part): Promise<void> {
  const { workloadId, workload, groupId, id: revertsId } = part;
  const release = await releaseBefore(scope, part);
  // Without one, the rollback itself reports that, and the group that it could not revert everything.
  const found = release ?? { uuid: '', commit: null, configHash: '' };
  const snapshot = release?.specification
    ? openSpecification(scope.database.sealer, release.specification).snapshot
    : { settings: {} };
  const application = { ...workload, id: workloadId };
  const request = rollbackRequest({ uuid: newUuid(), application, release: found, snapshot });
  try {
    await requestOperation(scope, { ...request, cause: 'system', groupId, revertsId });
  } catch (error) {
    // It is being deleted, and the deployment with it.
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
  }
}

async function releaseBefore({ db }: OrganizationScope, { uuid, workloadId }: Part) {
  const own = await db.release.findUnique({ where: { deploymentUuid: uuid }, select: { id: true } });
  return db.release.findFirst({
    where: { workloadId, specification: { isNot: null }, ...(own && { id: { lt: own.id } }) },
    include: { specification: true },
    orderBy: { id: 'desc' },
  });
}
