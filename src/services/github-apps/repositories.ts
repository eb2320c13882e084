import { z } from 'zod';
import { invalidField, notFound } from '../../domain/error';
import { parseGitRepository } from '../../domain/input/git/git-repository';
import type { Secret } from '../../domain/secret';
import type { OrganizationScope } from '../context';
import { installationToken } from './access-token';
import { callGitHub } from './client';
import type { GithubApp } from './find';

type Place = Pick<OrganizationScope, 'db' | 'database' | 'clock' | 'installation'>;

const PER_PAGE = 100;
/** Pages to request of a list, so that an endless answer ends. */
const MAX_PAGES = 20;
const REPOSITORY = 'Repository';
/** Names of owners and repositories; dots alone would lead elsewhere. */
const nameAtGitHub = /^(?!\.+$)[A-Za-z0-9._-]{1,100}$/;

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

/** List the repositories that an app can access. */
export async function listRepositories(scope: Place, app: GithubApp): Promise<Repository[]> {
  const credential = await installationToken(scope, app);
  const answer = z.object({ repositories: z.array(repository) });
  return pages(async (page) => {
    const path = `/installation/repositories?per_page=${PER_PAGE}&page=${page}`;
    return (await callGitHub(scope.installation, app.apiUrl, { path, credential, answer })).repositories;
  });
}

/** List the branches of a repository. @throws AppError 404 for one that the app cannot see */
export async function listBranches(
  scope: Place,
  app: GithubApp,
  { owner, repo }: { owner: string; repo: string },
): Promise<Branch[]> {
  if (![owner, repo].every((name) => nameAtGitHub.test(name))) throw notFound(REPOSITORY);
  const credential = await installationToken(scope, app);
  const answer = z.array(branch);
  const base = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/branches`;
  return pages((page) => {
    const path = `${base}?per_page=${PER_PAGE}&page=${page}`;
    return callGitHub(scope.installation, app.apiUrl, { path, credential, answer, missing: REPOSITORY });
  });
}

/**
 * The id of the repository at this address at the app's GitHub.
 * @throws AppError 422 when it is at another host, or the app may not read it
 */
export async function repositoryIdOf(scope: Place, app: GithubApp, address: string): Promise<number> {
  const name = fullNameOf(app, address);
  if (name === null)
    throw invalidField('git_repository', `Must be owner/repo, or a repository at ${app.htmlUrl}.`);
  const repositories = await listRepositories(scope, app);
  const found = repositories.find(({ full_name }) => full_name.toLowerCase() === name.toLowerCase());
  if (!found)
    throw invalidField(
      'git_repository',
      `The GitHub App ${app.name} does not have access to this repository.`,
    );
  return found.id;
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

function fullNameOf({ htmlUrl }: GithubApp, address: string): string | null {
  const parsed = parseGitRepository(address);
  if (!parsed) return null;
  const isShort = !address.includes(':');
  if (!isShort && parsed.host !== new URL(htmlUrl).hostname) return null;
  const path = parsed.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return path.split('/').length === 2 ? path : null;
}

async function pages<T>(ask: (page: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const found = await ask(page);
    all.push(...found);
    if (found.length < PER_PAGE) break;
  }
  return all;
}
