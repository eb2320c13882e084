import type { Forge } from '../forge';

/** Get the path below the public URL that a forge calls for applications with a secret of their own. */
export function manualWebhookPath(provider: Forge): string {
  return `/webhooks/source/${provider}/events/manual`;
}

/** Path below the public URL that GitHub calls for GitHub Apps. */
export const GITHUB_APP_PATH = '/webhooks/source/github/events';

/** Path below the public URL that GitLab calls for GitLab apps. */
export const GITLAB_APP_PATH = '/webhooks/source/gitlab/events';
