import { invalidField } from '../../domain/error';
import { type GitRepository, parseGitRepository } from '../../domain/input/git/git-repository';
import { closeness, pathsOf } from '../../domain/input/git/repository-paths';
import type { OrganizationScope } from '../context';
import type { GitlabApp } from './find';

type AddressOfApp = Pick<GitlabApp, 'htmlUrl' | 'customUser' | 'customPort'>;

/** The repository that a text refers to at a GitLab app: `group/project` is reached over its SSH server. */
export function repositoryAt(
  { htmlUrl, customUser, customPort }: AddressOfApp,
  text: string,
): GitRepository | null {
  if (text.includes(':')) return parseGitRepository(text);
  const { hostname } = new URL(htmlUrl);
  return parseGitRepository(
    `ssh://${customUser}@${hostname}:${customPort}/${text.replace(/\.git$/, '')}.git`,
  );
}

/** The repository of an application, at its GitLab app if it has one; null for a text that is no repository. */
export async function repositoryOf(
  { db }: Pick<OrganizationScope, 'db'>,
  { gitlabAppId, gitRepository }: { gitlabAppId: number | null; gitRepository: string | null },
): Promise<GitRepository | null> {
  const app =
    gitRepository !== null && gitlabAppId !== null
      ? await db.gitlabApp.findUniqueOrThrow({ where: { id: gitlabAppId } })
      : null;
  return repositoryFrom(app, gitRepository);
}

/** The repository that a text refers to, at a GitLab app if there is one; null for a text that is no repository. */
export function repositoryFrom(app: AddressOfApp | null, text: string | null): GitRepository | null {
  if (text === null) return null;
  return app ? repositoryAt(app, text) : parseGitRepository(text);
}

/** Check that a repository belongs to the app. @throws AppError 422 when it is at another host or in another group */
export function requireRepositoryAt(
  app: AddressOfApp & Pick<GitlabApp, 'name' | 'groupName'>,
  text: string,
): void {
  const repository = repositoryAt(app, text);
  const { hostname } = new URL(app.htmlUrl);
  if (!repository || repository.host !== hostname.replace(/^\[|\]$/g, ''))
    throw invalidField('git_repository', `Must be group/project, or a repository at ${app.htmlUrl}.`);
  const groups = pathsOf(app.groupName);
  if (closeness(groups, repository.path) === null)
    throw invalidField(
      'git_repository',
      `The GitLab app ${app.name} can only be used for ${groups.join(', ')}.`,
    );
}
