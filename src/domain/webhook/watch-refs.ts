import { pathMatcher } from './glob';

const TAGS = 'tags/';

/**
 * Whether a branch or tag is watched: one pattern per line, `tags/` before those of tags, `!` negates, the last match
 * decides. What matches no line is not watched: a list of negations alone would deploy every branch that someone pushes.
 */
export function isWatchedRef(
  watchRefs: string,
  { kind, name }: { kind: 'branch' | 'tag'; name: string },
): boolean {
  const rules = watchRefs
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '!')
    .map((line) =>
      line.startsWith('!') ? { pattern: line.slice(1), watches: false } : { pattern: line, watches: true },
    )
    .filter(({ pattern }) => pattern.startsWith(TAGS) === (kind === 'tag'))
    .reverse();
  const ofKind = ({ pattern }: { pattern: string }) =>
    kind === 'tag' ? pattern.slice(TAGS.length) : pattern;
  return rules.find((rule) => pathMatcher(ofKind(rule))(name))?.watches ?? false;
}
