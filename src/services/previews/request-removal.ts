import type { Preview, Workload } from '../../db/generated/client';
import { workloadChanged } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import { requestPreviewComment } from '../forge-reports/preview-comment';
import { cancelAllOf } from '../operations/cancel';
import { requestOperation, type StartedOperation } from '../operations/request';
import { isOutOfReach } from '../servers/out-of-reach';
import { endPreview } from './removal';

interface RemovalRequest {
  application: Pick<Workload, 'id' | 'uuid' | 'kind' | 'destinationId'>;
  preview: Preview;
  /** Reason to give for its cancelled operations. */
  reason: string;
  cause?: 'webhook' | 'system';
}

/**
 * Request the removal of a preview, cancel its operations and keep nothing of it. One that was never deployed, or is on
 * an unreachable server, is deleted at once.
 * @returns the operation; null: it is already gone
 */
export async function requestPreviewRemoval(
  scope: OrganizationScope & Partial<Pick<Scope, 'principal'>>,
  { application, preview, reason, cause }: RemovalRequest,
): Promise<StartedOperation | null> {
  const { id, pullRequestId } = preview;
  await scope.db.preview.updateMany({ where: { id }, data: { state: 'removing' } });
  const { server } = await scope.db.destination.findUniqueOrThrow({
    where: { id: application.destinationId },
    include: { server: { select: { state: true, hostKey: true } } },
  });
  const isDone = preview.deploymentUuid === null || isOutOfReach(server);
  const started = isDone
    ? null
    : await requestOperation(scope, {
        kind: 'remove-preview',
        workload: application,
        pullRequestId,
        supersedes: null,
        ...(cause && { cause }),
      });
  await cancelAllOf(scope, application.id, reason, {
    duringUndo: true,
    except: 'remove-preview',
    pullRequestId,
  });
  if (isDone) await endPreview(scope, { workload: application, pullRequestId });
  else await requestPreviewComment(scope, preview);
  await workloadChanged(scope, application);
  return started;
}
