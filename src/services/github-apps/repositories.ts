import { z } from 'zod';
import { AppError, invalidField, notFound } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { storableText } from '../../lib/storable-text';
import type { OrganizationScope } from '../context';
import { appProof, installationToken } from './access-token';
import { callGitHub } from './client';
import type { GithubApp } from './find';
import { fullNameOf } from './full-name';
import { installPageOf } from './installations/install-page';
import { explainUnopened, findInstallationOf } from './installations/of-repository';
import { refreshInstallations } from './installations/refresh';
import { pagesOf } from './pages';

type Place = Pick<OrganizationScope, 'db' | 'database' | 'clock' | 'installation'>;

/** Pages of a hundred repositories to request of one installation, and of all. */
const MAX_PAGES = 20;
const MAX_PAGES_OF_ALL = 40;
const REPOSITORY = 'Repository';
const MAX_REASON = 500;

const repository = z.object({
  id: z.int(),
  name: z.string(),
  full_name: z.string(),
  private: z.boolean(),
  default_branch: z.string().nullish(),
  html_url: z.string().nullish(),
});
export type Repository = z.output<typeof repository>;

const branch = z.object({ name: z.string(), commit: z.object({ sha: z.string() }).nullish() });
export type Branch = z.output<typeof branch>;

export interface RepositoryList {
  repositories: Repository[];
  /** Whether these are all: of very many, only the first are requested. */
  isComplete: boolean;
  /** Accounts whose repositories could not be listed, with the reason. */
  unread: { account: string; reason: string }[];
}

/**
 * List the repositories that an app can access, over all its installations.
 * @throws AppError bad_request when no installation could be listed, with the reason of the first · unavailable
 */
export async function listRepositories(scope: OrganizationScope, app: GithubApp): Promise<RepositoryList> {
  const installations = await refreshInstallations(scope, app);
  if (installations.length === 0) throw await notInstalled(scope, app);
  const asked = installations.slice(0, MAX_PAGES_OF_ALL);
  const maxPages = Math.min(MAX_PAGES, Math.floor(MAX_PAGES_OF_ALL / asked.length));
  const proof = await appProof(scope, app);
  const lists = await Promise.allSettled(
    asked.map(async ({ installationId, isSuspended }) => {
      if (isSuspended)
        throw new AppError('bad_request', 'The installation is suspended. Unsuspend it on GitHub.');
      return listOf(scope, app, await installationToken(scope, app, installationId, { proof }), maxPages);
    }),
  );
  const read = lists.flatMap((list) => (list.status === 'fulfilled' ? [list.value] : []));
  const failures = lists.flatMap((list, i) =>
    list.status === 'rejected' ? [{ account: asked[i]?.account ?? '', error: list.reason as unknown }] : [],
  );
  for (const { error } of failures) if (!(error instanceof AppError)) throw error;
  if (read.length === 0 && failures[0]) throw failures[0].error;
  return {
    repositories: read.flatMap(({ items }) => items),
    isComplete: asked.length === installations.length && read.every(({ isComplete }) => isComplete),
    unread: failures.map(({ account, error }) => ({
      account,
      reason: storableText(error instanceof AppError ? error.message : '', MAX_REASON),
    })),
  };
}

async function listOf(scope: Place, app: GithubApp, credential: Secret, maxPages: number) {
  const answer = z.object({ repositories: z.array(repository) });
  return pagesOf(maxPages, async (query) => {
    const path = `/installation/repositories?${query}`;
    return (await callGitHub(scope.installation, app.apiUrl, { path, credential, answer })).repositories;
  });
}

async function notInstalled(scope: Place, app: GithubApp): Promise<AppError> {
  const page = await installPageOf(scope, app);
  return new AppError(
    'bad_request',
    `The GitHub App ${app.name} is not installed. Install it on GitHub${page === null ? '' : `: ${page}`}.`,
  );
}

/** List the branches of a repository. @throws AppError 404 for one that the app cannot see */
export async function listBranches(
  scope: Place,
  app: GithubApp,
  { owner, repo }: { owner: string; repo: string },
): Promise<Branch[]> {
  const installationId = await findInstallationOf(scope, app, `${owner}/${repo}`);
  if (installationId === null) throw notFound(REPOSITORY);
  const credential = await installationToken(scope, app, installationId);
  const answer = z.array(branch);
  const base = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/branches`;
  const { items } = await pagesOf(MAX_PAGES, (query) => {
    const path = `${base}?${query}`;
    return callGitHub(scope.installation, app.apiUrl, { path, credential, answer, missing: REPOSITORY });
  });
  return items;
}

/** A repository at GitHub, with the installation that opens it. */
export interface FoundRepository {
  repositoryId: number;
  githubInstallationId: number;
}

/**
 * Find the repository at this address at the app's GitHub, however many the app can access.
 * @throws AppError 422 when it is at another host, or the app may not read it
 */
export async function findRepository(
  scope: OrganizationScope,
  app: GithubApp,
  address: string,
): Promise<FoundRepository> {
  const name = fullNameOf(app, address);
  if (name === null)
    throw invalidField('git_repository', `Must be owner/repo, or a repository at ${app.htmlUrl}.`);
  const githubInstallationId = await findInstallationOf(scope, app, name);
  if (githubInstallationId === null)
    throw invalidField('git_repository', await explainUnopened(scope, app, name));
  const [owner = '', repo = ''] = name.split('/');
  const credential = await installationToken(scope, app, githubInstallationId, {
    permissions: { metadata: 'read' },
  });
  const { id } = await callGitHub(scope.installation, app.apiUrl, {
    path: `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`,
    credential,
    answer: repository,
    missing: REPOSITORY,
  });
  return { repositoryId: id, githubInstallationId };
}

/**
 * The repository that a token gives access to, with its current name: it may have been renamed or moved.
 * @param credential for one repository only
 * @param signal ends the request
 */
export async function openedRepository(
  { installation }: Pick<Place, 'installation'>,
  { apiUrl }: GithubApp,
  credential: Secret,
  signal?: AbortSignal,
): Promise<Repository> {
  const path = '/installation/repositories?per_page=1';
  const answer = z.object({ repositories: z.array(repository).min(1) });
  const { repositories } = await callGitHub(installation, apiUrl, {
    path,
    credential,
    answer,
    ...(signal && { signal }),
  });
  const [found] = repositories;
  if (!found) throw new TypeError('the schema lets no empty list pass');
  return found;
}
