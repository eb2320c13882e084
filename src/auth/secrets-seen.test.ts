import { expect, it } from 'vitest';
import { somebody } from './principal.testing';
import { secretsSeenBy, seesAllOf } from './secrets-seen';

const granted = (...projects: string[]) =>
  somebody('member', null, {
    grants: projects.map((projectUuid) => ({ projectUuid, abilities: ['read:sensitive'] })),
  });

it('sees as much as before, or more', () => {
  const owner = somebody('owner');
  expect(seesAllOf(owner, secretsSeenBy(owner))).toBe(true);
  expect(seesAllOf(owner, secretsSeenBy(granted('a')))).toBe(true);
  expect(seesAllOf(granted('a', 'b'), secretsSeenBy(granted('a')))).toBe(true);
});

it('sees less: another role, another key, fewer projects', () => {
  const owner = secretsSeenBy(somebody('owner'));
  expect(seesAllOf(somebody('member'), owner)).toBe(false);
  expect(seesAllOf(somebody('owner', ['read', 'write']), owner)).toBe(false);
  expect(seesAllOf(granted('a'), owner)).toBe(false);
  expect(secretsSeenBy(granted('a'))).not.toEqual({});
  expect(seesAllOf(granted('b'), secretsSeenBy(granted('a')))).toBe(false);
});
