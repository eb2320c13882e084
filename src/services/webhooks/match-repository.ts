import { parseGitRepository } from '../../domain/input/git/git-repository';

/**
 * Whether the address of a repository leads to the one that a forge calls by this full name. Forges in a folder of a
 * host have more in the path; hosts are not compared, as Git and the web often have different ones.
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
