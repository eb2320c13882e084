import { describe, expect, it } from 'vitest';
import { matchesGlob } from './glob';

describe('a pattern of Redis', () => {
  const cases: [string, string, boolean][] = [
    ['a:*', 'a:1', true],
    ['a:*', 'a:', true],
    ['a:*', 'b:1', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a[bc]d', 'abd', true],
    ['a[bc]d', 'aed', false],
    ['a[^b]d', 'acd', true],
    ['a[^b]d', 'abd', false],
    ['a[b-d]', 'ac', true],
    ['a[d-b]', 'ac', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a.c', 'abc', false],
    ['(a|b)', '(a|b)', true],
    ['2001:db8::1:*', '2001:db8::1:7', true],
    ['a[', 'a', false],
    ['*', 'a\nb', true],
  ];
  it.each(cases)('%s and %s: %s', (pattern, text, expected) =>
    expect(matchesGlob(pattern)(text)).toBe(expected),
  );
});
