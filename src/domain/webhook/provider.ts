/** Supported forges for webhooks, by the contract's names. Forgejo uses Gitea's format. */
export const webhookProviders = ['github', 'gitlab', 'bitbucket', 'gitea'] as const;
export type WebhookProvider = (typeof webhookProviders)[number];

/** Display names of the forges. */
export const providerNames: Readonly<Record<WebhookProvider, string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  gitea: 'Gitea or Forgejo',
};

/** Get the path below the public URL that a forge calls for applications with a secret of their own. */
export function manualWebhookPath(provider: WebhookProvider): string {
  return `/webhooks/source/${provider}/events/manual`;
}

/** Path below the public URL that GitHub calls for GitHub Apps. */
export const GITHUB_APP_PATH = '/webhooks/source/github/events';

/** Path below the public URL that GitLab calls for GitLab apps. */
export const GITLAB_APP_PATH = '/webhooks/source/gitlab/events';
