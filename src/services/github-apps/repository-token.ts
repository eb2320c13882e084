import type { Application } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { OrganizationScope } from '../context';
import { installationToken, type TokenUse } from './access-token';
import { GitHubRefusal } from './client';
import type { GithubApp } from './find';
import { fullNameOf } from './full-name';
import { explainUnopened, findInstallationOf } from './installations/of-repository';

/** The repository of an application as it is stored, with the installation that opened it last. */
export interface StoredRepository extends Pick<Application, 'id' | 'gitRepository' | 'githubInstallationId'> {
  repositoryId: number;
}

const SUSPENDED = 403;
/** GitHub's answers when an installation is gone or suspended, or was not given the repository. */
const lost: ReadonlySet<number> = new Set([SUSPENDED, 404, 422]);

/**
 * Get a token that opens only the repository of an application, from the installation that has it: the stored one, or
 * after a transfer or another installation the one that GitHub names.
 * @param signal ends the requests
 * @throws AppError bad_request that says what to do · unavailable when GitHub does not answer
 */
export async function repositoryToken(
  scope: OrganizationScope,
  app: GithubApp,
  { id, gitRepository, repositoryId, githubInstallationId }: StoredRepository,
  permissions: TokenUse['permissions'],
  signal?: AbortSignal,
): Promise<Secret> {
  const use = {
    repositoryIds: [repositoryId],
    ...(permissions && { permissions }),
    ...(signal && { signal }),
  };
  const stored = githubInstallationId ?? app.installationId;
  const first = stored === null ? null : await tryToken(scope, app, stored, use);
  if (first && 'token' in first) return first.token;
  const fullName = fullNameOf(app, gitRepository ?? '');
  const found = fullName === null ? null : await findInstallationOf(scope, app, fullName, signal);
  const isRefused = first !== null && (fullName === null || found === stored);
  if (isRefused && first.refusal.status !== SUSPENDED) throw first.refusal;
  if (found === null || isRefused)
    throw new AppError('bad_request', await explainUnopened(scope, app, fullName ?? gitRepository ?? ''), {
      ...(first && { cause: first.refusal }),
    });
  const token = await installationToken(scope, app, found, use);
  await scope.db.application.updateMany({ where: { id }, data: { githubInstallationId: found } });
  return token;
}

async function tryToken(
  scope: OrganizationScope,
  app: GithubApp,
  installationId: number,
  use: TokenUse,
): Promise<{ token: Secret } | { refusal: GitHubRefusal }> {
  try {
    return { token: await installationToken(scope, app, installationId, use) };
  } catch (error) {
    if (error instanceof GitHubRefusal && lost.has(error.status)) return { refusal: error };
    throw error;
  }
}
