import { AppError } from '../../../domain/error';
import type { Scope } from '../../context';
import { appProof } from '../access-token';
import { callGitHub } from '../client';
import { findGithubApp, type GithubApp } from '../find';
import { describedInstallation } from '../installations/description';
import { refreshInstallations } from '../installations/refresh';
import { storeInstallations } from '../installations/store';
import { updateGithubApp } from '../update';
import { findVisit, spendVisit } from './visit';

export interface Installed {
  installationId: number;
  /** Absent when the installation was changed at GitHub, which involves no visit. */
  state?: string | undefined;
}

/**
 * Accept an installation that the browser came back from GitHub with, beside those that the app has. Addresses are easily forged, so GitHub is asked
 * whether it belongs to this app.
 * @throws AppError 404, 409, 400 as `findVisit` · 404 for an installation that is not the app's · 503
 */
export async function finishAppInstallation(
  scope: Scope,
  id: string,
  { installationId, state }: Installed,
): Promise<GithubApp> {
  const app = await findGithubApp(scope, id);
  const visit = state === undefined ? null : await findVisit(scope, 'install', state);
  if (visit && visit.appUuid !== app.uuid)
    throw new AppError('bad_request', 'This setup was started for another GitHub App. Start again.');
  const found = await callGitHub(scope.installation, app.apiUrl, {
    path: `/app/installations/${installationId}`,
    credential: await appProof(scope, app),
    answer: describedInstallation,
    missing: 'Installation',
  });
  if (found.id !== installationId || found.app_id !== app.appId)
    throw new AppError('bad_request', 'GitHub reports that this installation belongs to another app.');
  if (visit) await spendVisit(scope, visit);
  await storeInstallations(scope, app, [found]);
  const listed = await refreshInstallations(scope, app);
  const isFirstKnown = listed.some((each) => each.installationId === app.installationId);
  // One that was installed before stays the first, so that a second account adds to it.
  return updateGithubApp(scope, id, isFirstKnown ? {} : { installationId });
}
