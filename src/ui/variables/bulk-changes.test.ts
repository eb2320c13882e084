import { expect, test } from 'vitest';
import { bulkChanges, type StoredVariable } from './bulk-changes';

const stored = (key: string, value: string | null): StoredVariable => ({
  uuid: key,
  key,
  value,
  is_shown_once: value === null,
});

test('tells added, changed and removed apart, and leaves write-only ones alone', () => {
  const variables = [
    stored('SAME', '1'),
    stored('OTHER', '1'),
    stored('GONE', '1'),
    stored('SECRET', null),
    stored('NEW_SECRET', null),
  ];
  const changes = bulkChanges(variables, [
    { key: 'SAME', value: '1' },
    { key: 'OTHER', value: '2' },
    { key: 'ADDED', value: '' },
    { key: 'NEW_SECRET', value: 'x' },
  ]);
  expect(changes.added).toEqual([{ key: 'ADDED', value: '' }]);
  expect(changes.changed.map(({ before, value }) => [before.key, value])).toEqual([
    ['OTHER', '2'],
    ['NEW_SECRET', 'x'],
  ]);
  expect(changes.removed.map(({ key }) => key)).toEqual(['GONE']);
});
