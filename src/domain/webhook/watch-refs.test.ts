import { expect, it } from 'vitest';
import { isWatchedRef } from './watch-refs';

it.each([
  ['main', 'branch', 'main', true],
  ['main', 'tag', 'main', false],
  ['main', 'branch', 'main-2', false],
  ['release/*', 'branch', 'release/1', true],
  ['release/*', 'branch', 'release/1/hotfix', false],
  ['release/**', 'branch', 'release/1/hotfix', true],
  ['tags/v*', 'tag', 'v1.2.0', true],
  ['tags/v*', 'branch', 'v1.2.0', false],
  ['tags/v[0-9]*\n!tags/*-rc*', 'tag', 'v1.2.0-rc1', false],
  ['tags/v[0-9]*\n!tags/*-rc*', 'tag', 'v1.2.0', true],
  ['**\n!wip/**', 'branch', 'feature/a', true],
  ['**\n!wip/**', 'branch', 'wip/a', false],
  ['**\n!wip/**', 'tag', 'v1', false],
  ['!wip/**', 'branch', 'main', false],
  [' \n!\n', 'branch', 'main', false],
] as const)('%j: the %s %s is watched: %s', (watchRefs, kind, name, expected) => {
  expect(isWatchedRef(watchRefs, { kind, name })).toBe(expected);
});

it('takes time that is limited by both lengths', () => {
  const pattern = `${'**/a*'.repeat(200)}b`;
  expect(isWatchedRef(pattern, { kind: 'branch', name: 'a/'.repeat(200) })).toBe(false);
});
