import { z } from 'zod';
import type { GithubApp, GithubInstallation } from '../../../db/generated/client';
import type { OrganizationScope } from '../../context';
import { appProof } from '../access-token';
import { callGitHub } from '../client';
import { pagesOf } from '../pages';
import { describedInstallation } from './description';
import { chooseFirst, listInstallations, storeInstallations } from './store';

/** Pages of a hundred installations to request. */
const MAX_PAGES = 10;

/**
 * Ask GitHub where an app is installed, and store that.
 * @returns what is stored now, by account
 * @throws AppError bad_request with GitHub's reason · unavailable when it does not answer
 */
export async function refreshInstallations(
  scope: OrganizationScope,
  app: GithubApp,
): Promise<GithubInstallation[]> {
  const began = scope.clock.now();
  const credential = await appProof(scope, app);
  const answer = z.array(describedInstallation);
  const { items, isComplete } = await pagesOf(MAX_PAGES, (query) =>
    callGitHub(scope.installation, app.apiUrl, { path: `/app/installations?${query}`, credential, answer }),
  );
  await storeInstallations(scope, app, items);
  const listed = items.map(({ id }) => id);
  // An event may have stored a newer one while GitHub made the list.
  if (isComplete)
    await scope.db.githubInstallation.deleteMany({
      where: { githubAppId: app.id, installationId: { notIn: listed }, updatedAt: { lt: began } },
    });
  const [first] = listed.toSorted((a, b) => a - b);
  if (app.installationId === null && first !== undefined) await chooseFirst(scope, app, first);
  return listInstallations(scope, app);
}
