import { expect, test } from 'vitest';
import { describeAccess, withAbility } from './grant-words';

const grants = [
  { project_uuid: 'p1', abilities: ['read'] },
  { project_uuid: 'p2', abilities: ['read', 'deploy'] },
];

test('an ability is granted and taken in one project', () => {
  expect(withAbility(grants, 'p1', 'write', true)[0]?.abilities).toEqual(['read', 'write']);
  expect(withAbility(grants, 'p2', 'deploy', false)[1]?.abilities).toEqual(['read']);
  expect(withAbility(grants, 'p2', 'deploy', false)[0]).toBe(grants[0]);
});

test.each([
  [{ role: 'admin', is_limited: false, grants: [] }, null],
  [{ role: 'member', is_limited: false, grants: [] }, null],
  [{ role: 'member', is_limited: false, grants }, 'Extra access in 2 projects'],
  [{ role: 'member', is_limited: true, grants: [] }, 'Sees no projects'],
  [{ role: 'member', is_limited: true, grants: grants.slice(0, 1) }, 'Sees 1 project only'],
] as const)('%j is described as %s', (member, expected) => {
  expect(describeAccess({ ...member, grants: [...member.grants] })).toBe(expected);
});
