import { expect, test } from 'vitest';
import { abilities } from '../../domain/permission/ability';
import { mayHold, withPressed } from './ability-choice';

test.each([
  [['read'], 'write', ['read', 'write']],
  [['write'], 'read:sensitive', ['read', 'read:sensitive', 'write']],
  [['read', 'write'], 'root', ['root']],
  [['read', 'write'], 'deploy', ['deploy']],
  [['deploy'], 'read', ['read', 'deploy']],
  [['root'], 'read', ['read']],
  [['inherit'], 'deploy', ['deploy']],
  [['read'], 'read', ['read']],
  [['read', 'read:sensitive', 'write'], 'read', ['write']],
] as const)('%j and then %s make %j', (chosen, pressed, expected) => {
  expect(withPressed([...chosen], pressed)).toEqual(expected);
});

test('a member holds read and inherit, a custom role everything but root', () => {
  expect(abilities.filter((ability) => mayHold('member', ability))).toEqual(['read', 'inherit']);
  expect(abilities.filter((ability) => !mayHold('custom', ability))).toEqual(['root']);
  expect(abilities.every((ability) => mayHold('admin', ability))).toBe(true);
});
