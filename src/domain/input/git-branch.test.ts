import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitBranch } from './git-branch';

const accepts = (value: string) => gitBranch.safeParse(value).success;

describe('gitBranch (hostile-inputs rows 1 and 2)', () => {
  it.each(['main', 'feature/a+b', 'fix/#12', 'release-1.2', 'user@host', 'a.b', 'v1.0.0', 'größe'])(
    'takes %s',
    (name) => {
      expect(accepts(name)).toBe(true);
    },
  );

  it.each([
    '--upload-pack=touch /tmp/x',
    '-b',
    'main;curl x|sh',
    'a b',
    'a\tb',
    'a\nb',
    'a~b',
    'a^b',
    'a:b',
    'a?b',
    'a*b',
    'a[b',
    'a\\b',
    'a..b',
    'a@{1}',
    'a//b',
    '/a',
    'a/',
    'a.',
    'a.lock',
    'x.lock/y',
    '.a',
    'a/.b',
    '@',
    '',
    'a&b',
    '$HOME',
    'a<b',
    'a>b',
    "a'b",
    'a"b',
    'a`id`b',
    'a\u0000b',
    'a\u007fb',
    'x'.repeat(256),
  ])('refuses %j', (name) => {
    expect(accepts(name)).toBe(false);
  });

  it('never lets a character through that git or a shell reads as more than text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        if (accepts(name)) expect(name).not.toMatch(/^-|[\s~^:?*[\\;|&$<>"'`]|\.\.|@\{|\/\/|\.lock$/);
      }),
      { numRuns: 2000 },
    );
  });
});
