import { expect, test } from 'vitest';
import { lineMatcher } from './match';

test('finds plain text whatever its case and colour', () => {
  const matches = lineMatcher('get /Index');
  expect(matches('10.0.0.1 "GET /index.html"')).toBe(true);
  expect(matches('\u001b[32mGET\u001b[0m /index.html')).toBe(true);
  expect(matches('POST /index.html')).toBe(false);
});

test('no search is every line', () => {
  expect([lineMatcher(null)('a'), lineMatcher('')('')]).toEqual([true, true]);
});

test('an expression is plain text', () => {
  const matches = lineMatcher('(a+)+$');
  expect(matches(`${'a'.repeat(60_000)}!`)).toBe(false);
  expect(matches('why (A+)+$ is slow')).toBe(true);
});
