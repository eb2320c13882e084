import type { Application, GithubApp } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import type { Forge } from '../../domain/forge';
import { callsOfForge } from '../../engine/forge/access';
import type { ForgeApi } from '../../engine/forge/forge-api';
import { forgeApis } from '../../engine/forge/forge-apis';
import type { Call } from '../../engine/remote-api/call';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { type ChosenToken, findTokenOf, type SourceOf } from '../git-tokens/choose';
import { accessOf } from '../git-tokens/find';
import { installationToken } from '../github-apps/access-token';
import { openedRepository } from '../github-apps/repositories';

interface AppReporter {
  app: GithubApp;
  /** GitHub's id of the repository. */
  repositoryId: number;
}

/** What writes at the forge of an application. */
export type Reporter = AppReporter | ChosenToken;

/** Columns of an application that tell what writes at its forge. */
export const reporterColumns = {
  githubAppId: true,
  gitlabAppId: true,
  gitRepository: true,
  repositoryId: true,
} as const;

type Reported = SourceOf & Pick<Application, 'repositoryId'> & { githubApp?: GithubApp | null };

/** Find what writes at the forge of an application; null: nothing does. */
export async function findReporter(
  scope: OrganizationScope,
  application: Reported,
): Promise<Reporter | null> {
  const { githubAppId, githubApp, repositoryId } = application;
  if (githubAppId === null) return findTokenOf(scope, application);
  if (repositoryId === null) return null;
  const app = githubApp ?? (await scope.db.githubApp.findUniqueOrThrow({ where: { id: githubAppId } }));
  return { app, repositoryId };
}

/** Open repository of a forge. */
interface Writer {
  api: ForgeApi;
  call: Call;
  /** Its full name. */
  repository: string;
}

/** Permission that a GitHub App is asked for. */
export type Permission = 'statuses' | 'pull_requests';

/**
 * Write at a forge. How it ends is stored with the Git token that was used.
 * @throws AppError when the forge refuses or does not answer
 */
export async function writeWith<T>(
  scope: OrganizationScope,
  reporter: Reporter,
  permission: Permission,
  write: (writer: Writer) => Promise<T>,
): Promise<T> {
  if ('app' in reporter) return write(await openWithApp(scope, reporter, permission));
  const { token, repository } = reporter;
  const api = forgeApis[token.forge as Forge]; // only these are stored
  const keepProblem = async (problem: string | null) => {
    await scope.db.gitToken.updateMany({
      where: { id: token.id },
      data: { problem, lastUsedAt: scope.clock.now() },
    });
    if (problem !== token.problem) await changed(scope, 'git_source', token.uuid);
  };
  try {
    const result = await write({ api, repository, call: callsOfForge(accessOf(scope, token)) });
    await keepProblem(null);
    return result;
  } catch (error) {
    await keepProblem(errorMessage(error));
    throw error;
  }
}

async function openWithApp(
  scope: OrganizationScope,
  { app, repositoryId }: AppReporter,
  permission: Permission,
): Promise<Writer> {
  const { internalHosts } = scope.installation;
  const token = await installationToken(scope, app, {
    repositoryIds: [repositoryId],
    permissions: { [permission]: 'write' },
  });
  const { full_name } = await openedRepository(scope, app, token);
  const call = callsOfForge({ forge: 'github', apiUrl: app.apiUrl, token, internalHosts });
  return { api: forgeApis.github, call, repository: full_name };
}
