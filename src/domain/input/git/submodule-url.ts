import { type GitRepository, parseGitRepository } from './git-repository';

/**
 * Resolve the URL of a submodule. A relative one (`../lib.git`) is resolved against the URL of the containing
 * repository, as Git does with its remote, and may not leave its host (deployment contract D3.2). null: not an address
 * that Gantry fetches from.
 */
export function resolveSubmoduleUrl(holder: GitRepository, url: string): GitRepository | null {
  if (!/^\.\.?\//.test(url)) return /^[^/:]+\/[^/:]+$/.test(url) ? null : parseGitRepository(url);
  const [, root = '', path = ''] = splitUrl(holder.url);
  const segments = path.split('/').filter((segment) => segment !== '');
  for (const segment of url.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return null;
    } else if (segment !== '.' && segment !== '') {
      segments.push(segment);
    }
  }
  const resolved = segments.length === 0 ? null : parseGitRepository(`${root}${segments.join('/')}`);
  return resolved?.host === holder.host && resolved.port === holder.port ? resolved : null;
}

/** Split a URL into everything before the path (`https://host/`, `git@host:`, `git@host:/`), and the path. */
function splitUrl(url: string): string[] {
  return /^([a-z]+:\/\/[^/]+\/|[^:]+:\/?)(.*)$/.exec(url) ?? [];
}
