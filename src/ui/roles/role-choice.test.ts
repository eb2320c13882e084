import { expect, test } from 'vitest';
import { choiceOf, roleOfChoice } from './role-choice';

test.each([
  { role: 'owner', custom_role_id: null },
  { role: 'admin', custom_role_id: null },
  { role: 'member', custom_role_id: null },
  { role: 'custom', custom_role_id: '0d5a' },
] as const)('%j survives the list', (membership) => {
  expect(roleOfChoice(choiceOf(membership))).toEqual(membership);
});

test('what the list does not know gives the least', () => {
  expect(roleOfChoice('emperor')).toEqual({ role: 'member', custom_role_id: null });
});
