import { expect, test } from 'vitest';
import { resources } from '../../domain/permission/vocabulary';
import { permissionWords, resourceGroups, resourceTitle } from './words';

test.each([
  ['application:deploy', 'Deploy applications'],
  ['env_var:read_sensitive', 'Read secrets of variables'],
  ['server:exec', 'Open a terminal in servers'],
  ['api_key:*', 'Everything with API tokens'],
  ['*:read', 'Read anything'],
  ['*:*', 'Everything'],
  ['future:fly', 'future:fly'],
])('%s is %s', (permission, expected) => {
  expect(permissionWords(permission)).toBe(expected);
});

test('every resource is in one group', () => {
  expect(resourceGroups.flatMap((group) => group.resources).toSorted()).toEqual([...resources].toSorted());
});

test('titles begin with a capital', () => {
  expect(resourceTitle('git_source')).toBe('Git sources');
  expect(resourceTitle('constructor')).toBe('Constructor');
});
