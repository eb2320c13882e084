import type { Application } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { type GitRepository, parseGitRepository } from '../../domain/input/git/git-repository';
import type { GitCredentials } from '../../domain/workload/source';
import type { OrganizationScope } from '../context';
import { GitHubRefusal } from './client';
import { openedRepository } from './repositories';
import { repositoryToken } from './repository-token';

/** A repository as Git fetches it, and the token that gives access to it. */
export interface GithubSource {
  repository: GitRepository;
  credentials: GitCredentials;
}

/**
 * Get a token for one job that can read only the application's repository, and the current name of the repository by
 * its id; null for an application without a GitHub App.
 * @throws AppError bad_request with GitHub's reason · unavailable when it does not answer
 */
export async function githubSource(
  scope: OrganizationScope,
  application: Pick<
    Application,
    'id' | 'githubAppId' | 'repositoryId' | 'gitRepository' | 'githubInstallationId'
  >,
): Promise<GithubSource | null> {
  const { githubAppId, repositoryId } = application;
  if (githubAppId === null || repositoryId === null) return null;
  const app = await scope.db.githubApp.findUniqueOrThrow({ where: { id: githubAppId } });
  const stored = { ...application, repositoryId };
  const token = await repositoryToken(scope, app, stored, { contents: 'read' }).catch(withAdvice);
  const { full_name } = await openedRepository(scope, app, token);
  const repository = parseGitRepository(`${app.htmlUrl}/${full_name}.git`);
  if (!repository) throw new AppError('bad_request', 'GitHub returned a repository name that is not valid.');
  return { repository, credentials: { origin: new URL(app.htmlUrl).origin, token } };
}

/** Say what to do when an installation does not grant what a token was asked for. */
function withAdvice(error: unknown): never {
  if (!(error instanceof GitHubRefusal) || error.status !== 422) throw error;
  const advice =
    'Give the app the permission “Contents: Read-only” on GitHub, accept it for the installation, and check that the installation includes the repository.';
  throw new AppError('bad_request', `${error.message} ${advice}`, { cause: error });
}
