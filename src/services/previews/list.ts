import type { Preview } from '../../db/generated/client';
import { findApplication } from '../application-rows/find';
import type { ApplicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';

/** List the previews of an application, newest pull request first. There are never more than its limit. @throws AppError 404 */
export async function listPreviews(
  scope: OrganizationScope,
  applicationUuid: string,
): Promise<{ application: ApplicationRecord; previews: Preview[] }> {
  const application = await findApplication(scope, applicationUuid);
  const where = { workloadId: application.id };
  const previews = await scope.db.preview.findMany({ where, orderBy: { pullRequestId: 'desc' } });
  return { application, previews };
}
