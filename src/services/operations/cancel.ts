import type { Workload } from '../../db/generated/client';
import { cancelOperationRow } from '../../db/queries/cancel-operation';
import { wireStatus } from '../../domain/deployment-status';
import { AppError, notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OperationKind } from '../../domain/operation';
import type { OrganizationScope } from '../context';
import { announceOperation } from './announce';
import { enqueueDispatch, enqueueMove } from './dispatch-job';
import { CANCEL_NOTICE } from './watch';

/**
 * Cancel an operation, whether it is waiting, running or left behind by a dead worker. Its changes are undone by the
 * worker that runs it, or by the next one that finds it.
 * @throws AppError 404 · 400 when it has ended, or its version is already in service
 */
export async function cancelOperation(scope: OrganizationScope, uuid: string): Promise<void> {
  requirePublicId(uuid, 'Deployment');
  const operation = await scope.db.operation.findUnique({
    where: { uuid },
    include: { workload: { select: { uuid: true, kind: true } }, server: { select: { uuid: true } } },
  });
  if (!operation) throw notFound('Deployment');
  await cancelFound(scope, operation);
}

interface Cancellable {
  id: number;
  uuid: string;
  groupId: number | null;
  workload: Pick<Workload, 'kind' | 'uuid'>;
  server: { uuid: string };
}

async function cancelFound(scope: OrganizationScope, operation: Cancellable): Promise<void> {
  const result = await cancelOperationRow(scope.database.pool, {
    operationId: operation.id,
    reason: 'cancelled by user',
    duringUndo: false,
  });
  if (result.outcome === 'undoing')
    throw new AppError(
      'bad_request',
      'Deployment cannot be cancelled. It failed and is being undone; see its log.',
    );
  if (result.outcome === 'too late') {
    const status = wireStatus(result.status);
    throw new AppError('bad_request', `Deployment cannot be cancelled. Current status: ${status}`);
  }
  await noticeCancel(scope, operation);
}

interface CancelChoice {
  duringUndo?: boolean;
  except?: OperationKind | null;
  pullRequestId?: number | null;
}

/**
 * Cancel all operations of a workload that can still be cancelled; the others end by themselves.
 * @param duringUndo also cancel the undo of failed operations: the workload is being removed
 * @param except the requested kind: an earlier operation of that kind does the same
 * @param pullRequestId only those of this preview, or with 0 those of no preview; null: all
 */
export async function cancelAllOf(
  scope: OrganizationScope,
  workloadId: number,
  reason: string,
  { duringUndo = false, except = null, pullRequestId = null }: CancelChoice = {},
): Promise<void> {
  const active = await scope.db.operation.findMany({
    // A cancelled operation may still be being undone.
    where: {
      workloadId,
      ...(except === null ? {} : { kind: { not: except } }),
      ...(pullRequestId === null ? {} : { pullRequestId }),
      OR: [{ status: { in: ['queued', 'in_progress'] } }, { leaseHolder: { not: null } }],
    },
    include: { workload: { select: { uuid: true, kind: true } }, server: { select: { uuid: true } } },
  });
  for (const operation of active) {
    await cancelOperationRow(scope.database.pool, {
      operationId: operation.id,
      reason,
      duringUndo,
    });
    await noticeCancel(scope, operation);
  }
}

/** Cancel an operation because another of its group failed, unless it is too late. */
export async function cancelWithGroup(scope: OrganizationScope, operation: Cancellable): Promise<void> {
  const reason = 'cancelled because another deployment of its group failed';
  const { outcome } = await cancelOperationRow(scope.database.pool, {
    operationId: operation.id,
    reason,
    duringUndo: false,
  });
  if (outcome === 'cancelled') await noticeCancel(scope, operation);
}

async function noticeCancel(scope: OrganizationScope, operation: Cancellable): Promise<void> {
  const { organizationId, changes } = scope;
  await changes.publish({ organizationId, kind: CANCEL_NOTICE, uuid: operation.uuid });
  await announceOperation(scope, operation);
  await enqueueDispatch(scope, operation.server.uuid);
  await enqueueMove(scope, operation);
}
