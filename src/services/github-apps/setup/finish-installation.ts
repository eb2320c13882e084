import { z } from 'zod';
import { AppError } from '../../../domain/error';
import type { Scope } from '../../context';
import { appProof } from '../access-token';
import { callGitHub } from '../client';
import { findGithubApp, type GithubApp } from '../find';
import { updateGithubApp } from '../update';
import { findVisit, spendVisit } from './visit';

const installation = z.object({ id: z.int(), app_id: z.int() });

export interface Installed {
  installationId: number;
  /** Absent when the installation was changed at GitHub, which involves no visit. */
  state?: string | undefined;
}

/**
 * Accept an installation that the browser came back from GitHub with. Addresses are easily forged, so GitHub is asked
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
    answer: installation,
    missing: 'Installation',
  });
  if (found.id !== installationId || found.app_id !== app.appId)
    throw new AppError('bad_request', 'GitHub reports that this installation belongs to another app.');
  if (visit) await spendVisit(scope, visit);
  return updateGithubApp(scope, id, { installationId });
}
