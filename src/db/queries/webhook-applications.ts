import type { Forge } from '../../domain/forge';
import type { Pool } from '../pool';

/** What is read of an application when its repository changes. */
export interface WebhookApplication {
  id: number;
  uuid: string;
  name: string;
  organizationId: string;
  gitRepository: string;
  gitBranch: string | null;
  gitCommitSha: string;
  /** Patterns of branches and tags whose pushes are deployed; null: `gitBranch` alone. */
  watchRefs: string | null;
  watchPaths: string | null;
  isAutoDeployEnabled: boolean;
  isPreviewDeploymentsEnabled: boolean;
  /** Sealed; null: it has none for this forge. */
  secret: Buffer | null;
}

const secretColumns: Readonly<Record<Forge, string>> = {
  github: 'manual_webhook_secret_github',
  gitlab: 'manual_webhook_secret_gitlab',
  bitbucket: 'manual_webhook_secret_bitbucket',
  gitea: 'manual_webhook_secret_gitea',
};

const columns = `w.id, w.uuid, w.name, w.organization_id AS "organizationId", a.git_repository AS "gitRepository",
  a.git_branch AS "gitBranch", a.git_commit_sha AS "gitCommitSha", a.watch_refs AS "watchRefs", a.watch_paths AS "watchPaths",
  a.is_auto_deploy_enabled AS "isAutoDeployEnabled", a.is_preview_deployments_enabled AS "isPreviewDeploymentsEnabled"`;

/**
 * Find the applications whose repository address contains this text, case-insensitive, in every organization: the
 * sender is known only when one of their secrets matches.
 */
export async function findWebhookApplications(
  pool: Pool,
  provider: Forge,
  repository: string,
): Promise<WebhookApplication[]> {
  const { rows } = await pool.query<WebhookApplication>({
    name: `webhook applications ${provider}`,
    text: `SELECT ${columns}, a.${secretColumns[provider]} AS secret
      FROM applications a JOIN workloads w ON w.id = a.id
      WHERE strpos(lower(a.git_repository), lower($1)) > 0 AND w.deleting_at IS NULL ORDER BY w.id`,
    values: [repository],
  });
  return rows;
}

/** List the applications of one organization with these ids. */
export async function listWebhookApplications(
  pool: Pool,
  organizationId: string,
  ids: readonly number[],
): Promise<WebhookApplication[]> {
  const { rows } = await pool.query<WebhookApplication>({
    name: 'webhook applications by id',
    text: `SELECT ${columns}, NULL AS secret FROM applications a JOIN workloads w ON w.id = a.id
      WHERE w.organization_id = $1 AND w.id = ANY ($2::int[]) AND a.git_repository IS NOT NULL
        AND w.deleting_at IS NULL ORDER BY w.id`,
    values: [organizationId, ids],
  });
  return rows;
}

/** A GitHub App by GitHub's number, in any organization. */
export interface CalledGithubApp {
  id: number;
  uuid: string;
  name: string;
  organizationId: string;
  installationId: number | null;
  /** Sealed webhook secret. */
  webhookSecret: Buffer | null;
}

export async function findCalledGithubApps(pool: Pool, appId: number): Promise<CalledGithubApp[]> {
  const { rows } = await pool.query<CalledGithubApp>({
    name: 'github apps by number',
    text: `SELECT id, uuid, name, organization_id AS "organizationId", installation_id AS "installationId",
        webhook_secret AS "webhookSecret"
      FROM github_apps WHERE app_id = $1 ORDER BY id`,
    values: [appId],
  });
  return rows;
}

/** List the applications of a repository that use a GitHub App. */
export async function listGithubAppApplications(
  pool: Pool,
  { id, organizationId }: Pick<CalledGithubApp, 'id' | 'organizationId'>,
  repositoryId: number,
): Promise<WebhookApplication[]> {
  const { rows } = await pool.query<WebhookApplication>({
    name: 'webhook applications of a github app',
    text: `SELECT ${columns}, NULL AS secret FROM applications a JOIN workloads w ON w.id = a.id
      WHERE a.github_app_id = $1 AND a.repository_id = $2 AND w.organization_id = $3
        AND a.git_repository IS NOT NULL AND w.deleting_at IS NULL ORDER BY w.id`,
    values: [id, repositoryId, organizationId],
  });
  return rows;
}

/**
 * Find the applications for which a GitLab app receives webhooks, as `findWebhookApplications`; their secret is the
 * app's token.
 */
export async function findGitlabAppApplications(
  pool: Pool,
  repository: string,
): Promise<WebhookApplication[]> {
  const { rows } = await pool.query<WebhookApplication>({
    name: 'webhook applications of gitlab apps',
    text: `SELECT ${columns}, g.webhook_token AS secret
      FROM applications a JOIN workloads w ON w.id = a.id JOIN gitlab_apps g ON g.id = a.gitlab_app_id
      WHERE strpos(lower(a.git_repository), lower($1)) > 0 AND w.deleting_at IS NULL ORDER BY w.id`,
    values: [repository],
  });
  return rows;
}
