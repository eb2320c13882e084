import type { Application, GithubApp } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { Forge } from '../../domain/forge';
import type { Secret } from '../../domain/secret';
import { callsOfForge } from '../../engine/forge/access';
import type { ForgeApi } from '../../engine/forge/forge-api';
import { forgeApis } from '../../engine/forge/forge-apis';
import type { Call } from '../../engine/remote-api/call';
import type { OrganizationScope } from '../context';
import { accessOf } from '../git-tokens/access';
import { type ChosenToken, findTokenOf, type SourceOf } from '../git-tokens/choose';
import { GitHubRefusal } from '../github-apps/client';
import { openedRepository } from '../github-apps/repositories';
import { repositoryToken, type StoredRepository } from '../github-apps/repository-token';

interface AppReporter {
  app: GithubApp;
  stored: StoredRepository;
}

/** What writes at the forge of an application. */
export type Reporter = AppReporter | ChosenToken;

/** Columns of an application that tell what writes at its forge. */
export const reporterColumns = {
  id: true,
  githubAppId: true,
  gitlabAppId: true,
  gitRepository: true,
  repositoryId: true,
  githubInstallationId: true,
} as const;

export type Reported = SourceOf & Pick<Application, 'id' | 'repositoryId' | 'githubInstallationId'>;

/** Whether anything writes at the forge of an application. */
export async function hasReporter(scope: OrganizationScope, application: Reported): Promise<boolean> {
  if (application.githubAppId !== null) return application.repositoryId !== null;
  return (await findTokenOf(scope, application)) !== null;
}

/** Find what writes at the forge of an application; null: nothing does. */
export async function findReporter(
  scope: OrganizationScope,
  application: Reported,
): Promise<Reporter | null> {
  const { githubAppId, repositoryId } = application;
  if (githubAppId === null) return findTokenOf(scope, application);
  if (repositoryId === null) return null;
  const app = await scope.db.githubApp.findUniqueOrThrow({ where: { id: githubAppId } });
  return { app, stored: { ...application, repositoryId } };
}

/** Permissions of GitHub Apps, by GitHub's names. */
export type Permission = 'statuses' | 'pull_requests' | 'deployments';

/** Open repository of a forge. */
export interface Writer {
  api: ForgeApi;
  call: Call;
  /** Its full name. */
  repository: string;
  /** Permission that was wished for and is not granted. */
  missing: Permission | null;
}

export interface Permissions {
  needed: Permission;
  /** What is done, too, if it is granted. */
  wished?: Permission;
}

/**
 * Open the repository of an application for writing.
 * @param signal ends the requests to the forge
 * @throws AppError when the forge refuses or does not answer
 */
export async function openRepository(
  scope: OrganizationScope,
  reporter: Reporter,
  permissions: Permissions,
  signal: AbortSignal,
): Promise<Writer> {
  if ('app' in reporter) return openWithApp(scope, reporter, permissions, signal);
  const { token, repository } = reporter;
  const api = forgeApis[token.forge as Forge]; // only these are stored
  return { api, repository, call: callsOfForge({ ...accessOf(scope, token), signal }), missing: null };
}

async function openWithApp(
  scope: OrganizationScope,
  { app, stored }: AppReporter,
  { needed, wished }: Permissions,
  signal: AbortSignal,
): Promise<Writer> {
  const { internalHosts } = scope.installation;
  const askFor = (names: readonly Permission[]) =>
    repositoryToken(
      scope,
      app,
      stored,
      Object.fromEntries(names.map((name) => [name, 'write' as const])),
      signal,
    );
  let token: Secret | null = null;
  // GitHub refuses all of them if one is not granted.
  if (wished) token = await askFor([needed, wished]).catch(unlessRefused);
  const missing = wished && token === null ? wished : null;
  token ??= await askFor([needed]).catch((error: unknown) => {
    throw error instanceof GitHubRefusal && error.status === 422 ? withAdvice(error, needed) : error;
  });
  const { full_name } = await openedRepository(scope, app, token, signal);
  const call = callsOfForge({ forge: 'github', apiUrl: app.apiUrl, token, internalHosts, signal });
  return { api: forgeApis.github, call, repository: full_name, missing };
}

function isRefused(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'bad_request';
}

function unlessRefused(error: unknown): null {
  if (isRefused(error)) return null;
  throw error;
}

/** Names of the permissions in GitHub's settings. */
export const permissionNames: Readonly<Record<Permission, string>> = {
  statuses: 'Commit statuses',
  pull_requests: 'Pull requests',
  deployments: 'Deployments',
};

function withAdvice(error: AppError, permission: Permission): AppError {
  const advice = `Give the app the permission “${permissionNames[permission]}: Read and write” on GitHub, and accept it for the installation.`;
  return new AppError('bad_request', `${error.message} ${advice}`, { cause: error });
}
