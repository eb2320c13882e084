import { expect, it } from 'vitest';
import { principalWith } from './principal.testing';
import { secretsSeenBy, seesAllOf } from './secrets-seen';

const granted = (...projects: string[]) =>
  principalWith('member', null, {
    grants: projects.map((projectUuid) => ({ projectUuid, abilities: ['read:sensitive'] })),
  });

it('sees as much as before, or more', () => {
  const owner = principalWith('owner');
  expect(seesAllOf(owner, secretsSeenBy(owner))).toBe(true);
  expect(seesAllOf(owner, secretsSeenBy(granted('a')))).toBe(true);
  expect(seesAllOf(granted('a', 'b'), secretsSeenBy(granted('a')))).toBe(true);
});

it('sees less: another role, another key, fewer projects', () => {
  const owner = secretsSeenBy(principalWith('owner'));
  expect(seesAllOf(principalWith('member'), owner)).toBe(false);
  expect(seesAllOf(principalWith('owner', ['read', 'write']), owner)).toBe(false);
  expect(seesAllOf(granted('a'), owner)).toBe(false);
  expect(secretsSeenBy(granted('a'))).not.toEqual({});
  expect(seesAllOf(granted('b'), secretsSeenBy(granted('a')))).toBe(false);
});
