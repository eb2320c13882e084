import type { Preview, PreviewComponent } from '../../db/generated/client';
import { findApplication } from '../application-rows/find';
import type { ApplicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';

/** A preview with the services of its compose file; none: it has no such file, or was not deployed yet. */
export interface ListedPreview extends Preview {
  components: PreviewComponent[];
}

/** List the previews of an application, newest pull request first. There are never more than its limit. @throws AppError 404 */
export async function listPreviews(
  scope: OrganizationScope,
  applicationUuid: string,
): Promise<{ application: ApplicationRecord; previews: ListedPreview[] }> {
  const application = await findApplication(scope, applicationUuid);
  const where = { workloadId: application.id };
  const previews = await scope.db.preview.findMany({
    where,
    orderBy: { pullRequestId: 'desc' },
    include: { components: { orderBy: { id: 'asc' } } },
  });
  return { application, previews };
}
