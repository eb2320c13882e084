import type { Scope } from '../context';
import { listKeptReleases, tagOf } from '../releases/find-kept';
import { listReleaseImages, type RollbackImage } from '../releases/list-images';
import { hostOf } from '../servers/host';
import { loadRollbackPlace } from './load';

/** List the images that an application can be rolled back to, and the tag of the running one. @throws AppError 404 */
export async function listRollbackImages(
  scope: Scope,
  applicationUuid: string,
): Promise<{ current: string | null; images: RollbackImage[] }> {
  const { id, server } = await loadRollbackPlace(scope, applicationUuid);
  const releases = await listKeptReleases(scope, id);
  const current = releases.find(({ isCurrent }) => isCurrent);
  const cause = { targetType: 'application', targetUuid: applicationUuid } as const;
  return {
    current: current ? tagOf(current, releases) : null,
    images: await listReleaseImages(releases, () => hostOf(scope, server, cause)),
  };
}
