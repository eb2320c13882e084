import { GITHUB_DEPARTURE_PATH } from '../../../domain/github-app';
import { newUuid } from '../../../lib/random';
import type { Scope } from '../../context';
import { requireOutgoingUrl } from '../../outgoing-address';
import { manifestForm, manifestOf } from './manifest';
import { beginVisit, findVisit } from './visit';

export interface AppWish {
  name: string;
  htmlUrl: string;
  apiUrl: string;
  /** Organization at GitHub; null: the user's own account. */
  account: string | null;
}

/**
 * Begin the creation of an app at GitHub.
 * @returns where to send the browser
 * @throws AppError 403 without a session of the console · 422 for addresses that are not allowed
 */
export async function beginAppCreation(
  scope: Scope,
  wish: AppWish,
): Promise<{ url: string; expiresAt: Date }> {
  requireOutgoingUrl(scope.installation, 'api_url', wish.apiUrl);
  requireOutgoingUrl(scope.installation, 'html_url', wish.htmlUrl);
  const appUuid = newUuid();
  const { state, expiresAt } = await beginVisit(scope, 'create', { ...wish, appUuid });
  scope.notes.targetUuid = appUuid;
  const url = `${scope.installation.publicUrl}${GITHUB_DEPARTURE_PATH}?state=${state}`;
  return { url, expiresAt };
}

/** The form with which a browser takes the manifest to GitHub. @throws AppError as `findVisit` */
export async function departureForm(scope: Scope, state: string) {
  const { appUuid, name, htmlUrl, account } = await findVisit(scope, 'create', state);
  const { publicUrl } = scope.installation;
  return {
    action: manifestForm(htmlUrl, account, state),
    manifest: JSON.stringify(manifestOf({ name, appUuid, publicUrl })),
  };
}
