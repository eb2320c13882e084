import { expect, test } from 'vitest';
import { permits, permitsSomewhere } from './permits';

const nothing = { permissions: [], grants: [] };

test.each([
  [['*:*'], true],
  [['application:*'], true],
  [['application:update'], true],
  [['application:read', 'project:update'], false],
  [[], false],
])('%j permits application:update: %s', (permissions, expected) => {
  expect(permits({ ...nothing, permissions }, 'application:update')).toBe(expected);
});

test('a grant counts in its project and nowhere else', () => {
  const session = { ...nothing, grants: [{ project_uuid: 'p1', abilities: ['write', 'deploy'] }] };
  expect(permits(session, 'application:update', 'p1')).toBe(true);
  expect(permits(session, 'application:deploy', 'p1')).toBe(true);
  expect(permits(session, 'application:read_sensitive', 'p1')).toBe(false);
  expect(permits(session, 'application:update', 'p2')).toBe(false);
  expect(permits(session, 'application:update')).toBe(false);
});

test('a grant in one project permits its actions somewhere', () => {
  const session = { ...nothing, grants: [{ project_uuid: 'p1', abilities: ['deploy'] }] };
  expect(permitsSomewhere(session, 'application:deploy')).toBe(true);
  expect(permitsSomewhere(session, 'application:update')).toBe(false);
  expect(permitsSomewhere({ ...nothing, permissions: ['*:*'] }, 'application:update')).toBe(true);
});
