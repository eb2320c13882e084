import { expect, it } from 'vitest';
import { contentsRefusal } from './contents-refusal';

const resources = [
  { environment_id: 1, type: 'application' },
  { environment_id: 2, type: 'application' },
  { environment_id: 2, type: 'application' },
  { environment_id: 4, type: 'standalone-redis' },
  { environment_id: 9, type: 'application' },
];

it.each([
  ['nothing in an empty one', [3], null],
  ['one application', [1], 'Contains 1 application. Delete it first.'],
  ['more than one', [2], 'Contains 2 applications. Delete them first.'],
  ['a database', [4], 'Contains 1 database. Delete it first.'],
  ['those of a whole project', [1, 2, 3, 4], 'Contains 3 applications and 1 database. Delete them first.'],
])('counts %s', (_what, ids, words) => {
  expect(
    contentsRefusal(
      resources,
      ids.map((id) => ({ id })),
    ),
  ).toBe(words);
});

it('says nothing before the list is there', () => {
  expect(contentsRefusal(undefined, [{ id: 1 }])).toBeNull();
});
