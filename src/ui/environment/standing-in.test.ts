import { expect, it } from 'vitest';
import { standingIn } from './standing-in';

const resources = [
  { environment_id: 1 },
  { environment_id: 2 },
  { environment_id: 2 },
  { environment_id: 9 },
];

it.each([
  ['nothing in an empty one', [3], null],
  ['one application', [1], 'An application stands in it. Delete it first.'],
  ['more than one', [2], '2 applications stand in it. Delete them first.'],
  ['those of a whole project', [1, 2, 3], '3 applications stand in it. Delete them first.'],
])('counts %s', (_what, ids, words) => {
  expect(
    standingIn(
      resources,
      ids.map((id) => ({ id })),
    ),
  ).toBe(words);
});

it('says nothing before the list is there', () => {
  expect(standingIn(undefined, [{ id: 1 }])).toBeNull();
});
