import { expect, it } from 'vitest';
import { hostAccessRefusal } from './host-access';
import type { Role } from './permission/role-matrix';

it.each<[Role, boolean, boolean]>([
  ['owner', false, false],
  ['owner', true, true],
  ['admin', false, false],
  ['admin', true, true],
  ['member', false, false],
  ['member', true, false],
  ['custom', false, false],
  ['custom', true, false],
])('%s, allowed by the organization: %s → %s', (role, isAllowed, may) => {
  expect(hostAccessRefusal({ role, isAllowed }) === null).toBe(may);
});
