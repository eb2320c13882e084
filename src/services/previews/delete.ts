import { findApplication } from '../application-rows/find';
import type { Scope } from '../context';
import { getPreview } from './find';
import { requestPreviewRemoval } from './request-removal';

/** Request the removal of the preview of a pull request. @throws AppError 404 */
export async function deletePreviewOf(
  scope: Scope,
  applicationUuid: string,
  pullRequestId: number,
): Promise<void> {
  const application = await findApplication(scope, applicationUuid);
  const preview = await getPreview(scope, application.id, pullRequestId);
  await requestPreviewRemoval(scope, { application, preview, reason: 'the preview was deleted' });
  scope.notes.removed({ name: `pull request ${pullRequestId}` });
}
