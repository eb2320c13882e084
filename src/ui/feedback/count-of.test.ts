import { expect, test } from 'vitest';
import { countOf } from './count-of';

test('a list that is read counts, one that is asked for is awaited, one that failed does not block', () => {
  expect(countOf({ data: [1, 2], isError: false })).toBe(2);
  expect(countOf({ data: undefined, isError: false })).toBeUndefined();
  expect(countOf({ data: undefined, isError: true })).toBe(0);
  expect(countOf({ data: [1], isError: true })).toBe(1);
});
