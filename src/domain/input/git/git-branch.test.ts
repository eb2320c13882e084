import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitBranch } from './git-branch';

const accepts = (value: string) => gitBranch.safeParse(value).success;

describe('gitBranch (hostile-inputs rows 1 and 2)', () => {
  it.each([
    ...[
      'main',
      'feature/a+b',
      'fix/#12',
      'release-1.2',
      'user@host',
      'a.b',
      'v1.0.0',
      'größe',
      '日本語',
      'х',
    ],
    ...[
      'feat(ui)/x',
      'release+1',
      'a#b',
      'x@y',
      '@x',
      'a@',
      '{x}',
      'a{b}',
      'wow!',
      'a,b',
      'a=b',
      'a%b',
      'a]b',
    ],
    ...[
      'feat(api)!',
      'dependabot/npm_and_yarn/@types/node-22.1.0',
      'a.lockfile',
      '_x',
      '1',
      'HEAD~'.slice(0, 4),
    ],
  ])('takes %s', (name) => {
    expect(accepts(name)).toBe(true);
  });

  it('agrees with Git about every name of printable ASCII, but for what looks like an option or a shell', () => {
    const name = fc.string({
      unit: fc.constantFrom(...'ab/.@{}(){}+#!,]%=-~^:?*[\\'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(name, (text) => {
        const { status } = spawnSync('git', ['check-ref-format', `refs/heads/${text}`]);
        const isLegal = status === 0 && text !== '@' && !text.startsWith('-');
        expect([text, accepts(text)]).toEqual([text, isLegal]);
      }),
      { numRuns: 60 },
    );
  });

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
    'x\u00a0y',
    'a/..b',
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
