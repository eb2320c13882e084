import { pathMatcher } from './glob';

/**
 * Whether one of the paths is watched: one glob per line, `!` negates, the last match decides (deployment contract
 * D11.2). If all lines negate, paths that match none of them are watched.
 */
export function isWatched(watchPaths: string, paths: readonly string[]): boolean {
  const lines = watchPaths
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '!');
  if (lines.length === 0) return true;
  const rules = lines
    .map((line) =>
      line.startsWith('!')
        ? { matches: pathMatcher(line.slice(1)), watches: false }
        : { matches: pathMatcher(line), watches: true },
    )
    .reverse();
  const otherwise = rules.every(({ watches }) => !watches);
  return paths.some((path) => rules.find(({ matches }) => matches(path))?.watches ?? otherwise);
}
