import { singleLine } from '../text';

const MAX_BYTES = 2048;
const pathForm = /^[A-Za-z0-9_.~+@-]+(\/[A-Za-z0-9_.~+@-]+)*$/;

/** Comma list of groups and repositories at a forge: `acme, tools/cli`. */
export const repositoryPaths = singleLine(MAX_BYTES).refine(
  (text) => text.split(',').every((path) => pathForm.test(bare(path))),
  'Must be groups or repositories such as acme/web, separated by commas.',
);

/** Split a comma list of groups and repositories into lower-case paths; empty: no limit. */
export function pathsOf(list: string | null): string[] {
  return (list ?? '')
    .split(',')
    .map((path) => bare(path).toLowerCase())
    .filter((path) => path !== '');
}

/**
 * How closely a list of groups and repositories names a repository: the length of the longest path that it is at or
 * below; 0 for a list without paths, which means all; null: it does not.
 * @param paths as from `pathsOf`
 */
export function closeness(paths: readonly string[], repository: string): number | null {
  if (paths.length === 0) return 0;
  const full = bare(repository).toLowerCase();
  const matches = paths.filter((path) => full === path || full.startsWith(`${path}/`));
  return matches.length === 0 ? null : Math.max(...matches.map(({ length }) => length));
}

function bare(path: string): string {
  return path.trim().replace(/^\/+|\/+$/g, '');
}
