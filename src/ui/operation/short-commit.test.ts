import { expect, test } from 'vitest';
import { shortCommit } from './short-commit';

test('commits are shortened, names are not', () => {
  expect(shortCommit('0123456789abcdef0123456789abcdef01234567')).toBe('0123456');
  expect(shortCommit('HEAD')).toBe('HEAD');
});
