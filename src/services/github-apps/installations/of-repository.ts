import { z } from 'zod';
import type { GithubApp } from '../../../db/generated/client';
import { AppError } from '../../../domain/error';
import type { OrganizationScope } from '../../context';
import { appProof } from '../access-token';
import { callGitHub } from '../client';
import { installPageOf } from './install-page';
import { refreshInstallations } from './refresh';

type Place = Pick<OrganizationScope, 'db' | 'database' | 'clock' | 'installation'>;

/** Names of owners and repositories; dots alone would lead elsewhere. */
const nameAtGitHub = /^(?!\.+$)[A-Za-z0-9._-]{1,100}$/;
const answer = z.object({ id: z.int() });

/** Find the installation of an app that opens a repository, by GitHub's number; null: there is none. */
export async function findInstallationOf(
  scope: Place,
  app: GithubApp,
  fullName: string,
  signal?: AbortSignal,
): Promise<number | null> {
  const [owner = '', repo = ''] = fullName.split('/');
  if (![owner, repo].every((name) => nameAtGitHub.test(name))) return null;
  try {
    const { id } = await callGitHub(scope.installation, app.apiUrl, {
      path: `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/installation`,
      credential: await appProof(scope, app),
      answer,
      missing: 'Installation',
      ...(signal && { signal }),
    });
    return id;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Say why an app cannot open a repository, and what to do. */
export async function explainUnopened(
  scope: OrganizationScope,
  app: GithubApp,
  fullName: string,
): Promise<string> {
  const [owner = ''] = fullName.split('/');
  const installations = await refreshInstallations(scope, app);
  const own = installations.find(({ account }) => account.toLowerCase() === owner.toLowerCase());
  if (own?.isSuspended)
    return `The installation of the GitHub App ${app.name} on ${own.account} is suspended. Unsuspend it on GitHub${at(own.url)}.`;
  if (own)
    return `The installation of the GitHub App ${app.name} on ${own.account} has no access to ${fullName}. Give it access on GitHub${at(own.url)}, or check that the repository still exists there.`;
  return `The GitHub App ${app.name} is not installed on ${owner}. Install it${at(await installPageOf(scope, app))}.`;
}

function at(url: string | null): string {
  return url === null ? '' : `: ${url}`;
}
