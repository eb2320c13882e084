import { expect, test } from 'vitest';
import { isTooLittle, memorySize } from './memory-size';

test('sizes are told in the unit that people use', () => {
  expect([64, 400, 1024].map(memorySize)).toEqual(['64 MB', '400 MB', '1 GB']);
});

test.each([
  ['', false],
  ['0', false],
  ['64m', false],
  ['1g', false],
  ['no size', false],
  ['32m', true],
  ['65535k', true],
])('a limit of "%s" is too little for 64 MB: %s', (limit, expected) => {
  expect(isTooLittle(limit, 64)).toBe(expected);
});
