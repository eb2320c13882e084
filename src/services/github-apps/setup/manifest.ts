import { GITHUB_CREATED_PATH, githubInstalledPath } from '../../../domain/github-app';
import { GITHUB_APP_PATH } from '../../../domain/webhook/paths';
import { neededPermissions } from '../permissions';

/**
 * The manifest of an app, as GitHub documents it: the permissions that Gantry needs, and the addresses that GitHub
 * calls and redirects to.
 */
export function manifestOf({
  name,
  appUuid,
  publicUrl,
}: {
  name: string;
  appUuid: string;
  publicUrl: string;
}) {
  return {
    name,
    url: publicUrl,
    description: 'Deploys repositories with Gantry.',
    public: false,
    redirect_url: publicUrl + GITHUB_CREATED_PATH,
    setup_url: publicUrl + githubInstalledPath(appUuid),
    setup_on_update: true,
    request_oauth_on_install: false,
    hook_attributes: { url: publicUrl + GITHUB_APP_PATH, active: true },
    default_permissions: neededPermissions,
    default_events: ['push', 'pull_request'],
  };
}

/** Address of the form that takes a manifest. @param account organization at GitHub; null: the user's own account */
export function manifestForm(htmlUrl: string, account: string | null, state: string): string {
  const path = account === null ? '' : `/organizations/${encodeURIComponent(account)}`;
  return `${htmlUrl}${path}/settings/apps/new?state=${encodeURIComponent(state)}`;
}
