import type { Application } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { type GitRepository, parseGitRepository } from '../../domain/input/git/git-repository';
import type { GitCredentials } from '../../domain/workload/source';
import type { OrganizationScope } from '../context';
import { installationToken } from './access-token';
import { openedRepository } from './repositories';

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
  { githubAppId, repositoryId }: Pick<Application, 'githubAppId' | 'repositoryId'>,
): Promise<GithubSource | null> {
  if (githubAppId === null || repositoryId === null) return null;
  const app = await scope.db.githubApp.findUniqueOrThrow({ where: { id: githubAppId } });
  const token = await installationToken(scope, app, {
    repositoryIds: [repositoryId],
    permissions: { contents: 'read' },
  });
  const { full_name } = await openedRepository(scope, app, token);
  const repository = parseGitRepository(`${app.htmlUrl}/${full_name}.git`);
  if (!repository) throw new AppError('bad_request', 'GitHub returned a repository name that is not valid.');
  return { repository, credentials: { origin: new URL(app.htmlUrl).origin, token } };
}
