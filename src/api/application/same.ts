import { invalidField } from '../../domain/error';
import { readApplication } from '../../services/applications/read';
import type { Scope } from '../../services/context';
import { findGithubApp } from '../../services/github-apps/find';
import type { PlaceFields } from '../workload/place-fields';
import { namesPlace, requireSamePlace } from '../workload/same-place';

interface Sent extends Partial<PlaceFields> {
  uuid: string;
  github_app_uuid?: string | null | undefined;
}

/**
 * Require that a change keeps the place of an application and the GitHub App of its source, which clients may send
 * back.
 * @throws AppError 422 for another place or GitHub App
 */
export async function requireSame(scope: Scope, sent: Sent): Promise<void> {
  const { uuid, github_app_uuid: appUuid } = sent;
  if (!namesPlace(sent) && !appUuid) return;
  const row = await readApplication(scope, uuid);
  requireSamePlace(row, sent, 'An application');
  if (appUuid && (await findGithubApp(scope, appUuid)).id !== row.githubAppId)
    throw invalidField('github_app_uuid', 'The GitHub App of an application cannot be changed.');
}
