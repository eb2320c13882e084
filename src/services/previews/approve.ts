import type { Preview } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { findApplication } from '../application-rows/find';
import type { Scope } from '../context';
import { awaitsApproval } from '../deployments/as-preview';
import type { StartedOperation } from '../operations/request';
import { requirePreviews, startPreview } from './deploy';
import { getPreview } from './find';

/**
 * Approve the newest commit of a pull request from a fork, and deploy it (deployment contract D8.3).
 * @param commit the commit that the caller reviewed; absent: the newest known one
 * @throws AppError 404 · 409 when nothing awaits approval, or there is a newer commit
 */
export async function approvePreview(
  scope: Scope,
  applicationUuid: string,
  pullRequestId: number,
  commit?: string,
): Promise<{ preview: Preview; started: StartedOperation }> {
  const application = await findApplication(scope, applicationUuid);
  requirePreviews(application);
  const before = await getPreview(scope, application.id, pullRequestId);
  if (!awaitsApproval(before)) throw new AppError('conflict', 'This preview is not waiting for approval.');
  const looked = commit ?? before.commit;
  const { count } = await scope.db.preview.updateMany({
    where: { id: before.id, commit: looked, state: { not: 'removing' } },
    data: { approvedCommit: looked, approvedBy: scope.actorUserId, activeAt: scope.clock.now() },
  });
  if (count === 0)
    throw new AppError('conflict', 'The pull request now has a newer commit. Review and approve that one.');
  const preview = await getPreview(scope, application.id, pullRequestId);
  scope.notes.changed(before, preview);
  return { preview, started: await startPreview(scope, application, preview, { force: false }) };
}
