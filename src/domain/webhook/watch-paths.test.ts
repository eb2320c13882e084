import { describe, expect, it } from 'vitest';
import { pathMatcher } from './glob';
import { isWatched } from './watch-paths';

describe('a glob', () => {
  it.each([
    ['src/**', 'src/a.ts', true],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'other/src/a.ts', false],
    ['src/*', 'src/a/b.ts', false],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'README.md', true],
    ['**/*.md', 'docs/deep/README.md', true],
    ['docs/', 'docs/a/b', true],
    ['/docs/*.md', 'docs/a.md', true],
    ['./docs/*.md', 'docs/a.md', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['src/{api,web}/*.ts', 'src/web/x.ts', true],
    ['src/{api,web}/*.ts', 'src/db/x.ts', false],
    ['file?.[tj]s', 'file1.js', true],
    ['file[!0-9]', 'file1', false],
    ['.github/**', '.github/workflows/ci.yml', true],
    ['package.json', 'package.json', true],
    ['a[', 'a[', true],
    ['{a', '{a', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(pathMatcher(pattern)(path)).toBe(expected);
  });

  it('is matched in bounded time whatever the pattern', () => {
    expect(pathMatcher(`${'*a'.repeat(100)}b`)('a'.repeat(4000))).toBe(false);
    expect(pathMatcher(`${'**/a/'.repeat(100)}b`)('a/'.repeat(2000))).toBe(false);
    expect(pathMatcher('{a,b}'.repeat(40))('x')).toBe(false);
  });
});

describe('watch paths', () => {
  it.each([
    ['src/**', ['src/a'], true],
    ['src/**', ['README.md'], false],
    ['src/**', ['README.md', 'src/a'], true],
    ['src/**\n!src/**/*.md', ['src/a.md'], false],
    ['src/**\n!src/**/*.md\nsrc/keep.md', ['src/keep.md'], true],
    ['!docs/**', ['docs/a'], false],
    ['!docs/**', ['docs/a', 'src/a'], true],
    ['  \n\n', ['anything'], true],
    ['src/**\r\nweb/**', ['src/a'], true],
  ])('%j on %j: %s', (watchPaths, paths, expected) => {
    expect(isWatched(watchPaths, paths)).toBe(expected);
  });
});
