import { parseGitRepository } from '../../domain/input/git/git-repository';
import type { GithubApp } from './find';

/** The full name (`owner/repo`) of a repository at the app's GitHub; null for an address elsewhere. */
export function fullNameOf({ htmlUrl }: Pick<GithubApp, 'htmlUrl'>, address: string): string | null {
  const parsed = parseGitRepository(address);
  if (!parsed) return null;
  const isShort = !address.includes(':');
  if (!isShort && parsed.host !== new URL(htmlUrl).hostname) return null;
  const path = parsed.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return path.split('/').length === 2 ? path : null;
}
