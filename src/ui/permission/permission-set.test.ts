import { expect, test } from 'vitest';
import { chosenActions, toggled, withActions } from './permission-set';

test('a permission is put in and taken out again', () => {
  const list = toggled(['server:read'], 'tag', 'delete');
  expect(list).toEqual(['server:read', 'tag:delete']);
  expect(toggled(list, 'tag', 'delete')).toEqual(['server:read']);
});

test('a wildcard is spelled out when one of its actions is taken out', () => {
  expect([...chosenActions(['tag:*'], 'tag')]).toEqual(['create', 'read', 'update', 'delete']);
  expect(toggled(['tag:*'], 'tag', 'delete')).toEqual(['tag:create', 'tag:read', 'tag:update']);
});

test('actions are in the order of the vocabulary, and other resources keep theirs', () => {
  expect(withActions(['tag:read', 'file:read'], 'tag', new Set(['delete', 'create']))).toEqual([
    'file:read',
    'tag:create',
    'tag:delete',
  ]);
});
