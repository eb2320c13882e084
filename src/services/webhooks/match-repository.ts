import { parseGitRepository } from '../../domain/input/git/git-repository';

/**
 * Whether the address of a repository has the full name that a forge gives it. Forges in a subfolder of a host have
 * longer paths; hosts are not compared, as Git and the web often have different ones.
 */
export function isRepository(address: string, fullName: string): boolean {
  const path = parseGitRepository(address)?.path;
  if (path === undefined || fullName === '') return false;
  const bare = (text: string) =>
    text
      .replace(/^\/+|\/+$/g, '')
      .replace(/\.git$/, '')
      .toLowerCase();
  return bare(path) === bare(fullName) || bare(path).endsWith(`/${bare(fullName)}`);
}
