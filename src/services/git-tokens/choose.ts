import type { Application, GitToken } from '../../db/generated/client';
import { fullNamesAt } from '../../domain/input/git/full-name';
import type { GitRepository } from '../../domain/input/git/git-repository';
import { closeness, pathsOf } from '../../domain/input/git/repository-paths';
import type { OrganizationScope } from '../context';
import { repositoryOf } from '../gitlab-apps/repository';
import { listGitTokens } from './find';

/** A token, and the full name that its forge gives the repository. */
export interface ChosenToken {
  token: GitToken;
  repository: string;
}

export type SourceOf = Pick<Application, 'githubAppId' | 'gitlabAppId' | 'gitRepository'>;

/**
 * Choose the token for the repository of an application: the one that names it most closely, the oldest among equals.
 * null: there is none, or a GitHub App does the work of one.
 */
export async function findTokenOf(
  scope: Pick<OrganizationScope, 'db'>,
  application: SourceOf,
): Promise<ChosenToken | null> {
  if (application.githubAppId !== null || application.gitRepository === null) return null;
  const tokens = await listGitTokens(scope);
  if (tokens.length === 0) return null;
  const repository = await repositoryOf(scope, application);
  return repository && chooserOf(tokens)(repository);
}

/** Choose for many repositories. @param tokens oldest first */
export function chooserOf(tokens: readonly GitToken[]): (repository: GitRepository) => ChosenToken | null {
  const candidates = tokens.map((token) => ({
    token,
    nameOf: fullNamesAt(token),
    paths: pathsOf(token.repositories),
  }));
  return (repository) => {
    let best: (ChosenToken & { close: number }) | null = null;
    for (const { token, nameOf, paths } of candidates) {
      const name = nameOf(repository);
      const close = name === null ? null : closeness(paths, name);
      if (name === null || close === null || (best && best.close >= close)) continue;
      best = { token, repository: name, close };
    }
    return best && { token: best.token, repository: best.repository };
  };
}
