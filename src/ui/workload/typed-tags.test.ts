import { expect, test } from 'vitest';
import { completedTags, offeredTags, typedTags } from './typed-tags';

test.each([
  ['blue', ['blue']],
  [' Blue , green,blue,, ', ['blue', 'green']],
  [' , ', []],
])('%j names the tags %j', (text, expected) => {
  expect(typedTags(text)).toEqual(expected);
});

test('tags that the workload has are not offered', () => {
  expect(offeredTags(['blue', 'green'], ['blue'], '')).toEqual(['green']);
});

test('what is typed last limits what is offered', () => {
  expect(offeredTags(['blue', 'dark blue', 'green'], [], 'green, BLU')).toEqual(['blue', 'dark blue']);
});

test('only a few are offered', () => {
  const many = Array.from({ length: 20 }, (_, number) => `tag ${number}`);
  expect(offeredTags(many, [], '')).toHaveLength(8);
});

test('choosing an offered tag keeps the names before it', () => {
  expect(completedTags('green, bl', 'blue')).toEqual(['green', 'blue']);
  expect(completedTags('', 'blue, not green')).toEqual(['blue, not green']);
});
