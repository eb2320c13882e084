import { describe, expect, it } from 'vitest';
import { type Ability, abilities, abilityPermits } from '../domain/permission/ability';
import { acceptedScopes } from '../domain/permission/scope';
import { everyPermission } from '../domain/permission/vocabulary';
import { beyondKey, beyondRole, coversAbility } from './ability-cover';
import { principalWith } from './principal.testing';

const grants = (held: readonly Ability[], scopes: readonly string[] = []) => ({ abilities: held, scopes });

describe('what a key may pass on', () => {
  it('is never more than it holds', () => {
    for (const held of abilities)
      for (const wanted of abilities.filter((ability) => coversAbility(grants([held]), ability)))
        for (const permission of everyPermission)
          if (abilityPermits(wanted, permission))
            expect(abilityPermits(held, permission), `${held} → ${wanted}: ${permission}`).toBe(true);
  });

  it('is itself', () => {
    for (const ability of abilities) expect(beyondKey(grants([ability]), grants([ability]))).toEqual([]);
    for (const scope of acceptedScopes)
      expect(beyondKey(grants([], [scope]), grants([], [scope]))).toEqual([]);
  });

  const cases: [Ability[], string[], Ability[], string[], string[]][] = [
    [['read', 'write'], [], ['write'], [], []],
    [['read', 'write'], [], ['deploy'], [], ['deploy']],
    [[], [], ['read'], [], ['read']],
    [['root'], [], ['deploy'], ['application:*', '*:*'], []],
    [[], ['*:*'], ['root'], ['application:*'], []],
    [['write'], [], [], ['application:update'], []],
    [['write'], [], [], ['application:read'], ['application:read']],
    // A wildcard requires a wildcard, whatever the ability includes today.
    [['read', 'write', 'deploy'], [], [], ['application:*'], ['application:*']],
    [['read'], [], ['read'], ['coder:application_connect'], []],
    [[], ['application:read'], [], ['service:read'], ['service:read']],
    [['read'], ['application:update'], ['read'], ['application:update'], []],
    [['root'], [], [], ['audit_log:read'], []],
  ];
  it.each(cases)('%j %j, asked for %j %j: beyond it %j', (held, scopes, wanted, wantedScopes, beyond) =>
    expect(beyondKey(grants(held, scopes), grants(wanted, wantedScopes))).toEqual(beyond),
  );
});

describe('what a role lets a key hold', () => {
  it.each(['owner', 'admin'] as const)('%s: anything', (role) =>
    expect(beyondRole(principalWith(role), grants(abilities, acceptedScopes))).toEqual([]),
  );

  const member = principalWith('member', null, {
    grants: [{ projectUuid: 'p', abilities: ['read', 'write'] }],
  });
  it('member: read and inherit, and scopes within the role and its grants', () => {
    expect(beyondRole(member, grants(abilities))).toEqual([
      'read:sensitive',
      'write',
      'write:sensitive',
      'deploy',
      'root',
    ]);
    expect(beyondRole(member, grants([], ['project:read', 'application:update']))).toEqual([]);
    expect(beyondRole(member, grants([], ['application:deploy', 'application:*']))).toEqual([
      'application:deploy',
      'application:*',
    ]);
  });

  it('custom: what it lists', () => {
    const customRole = { id: 'r', name: 'R', permissions: ['application:*'], projects: [] };
    const custom = principalWith('custom', null, { customRole });
    expect(beyondRole(custom, grants(['read', 'inherit', 'deploy', 'root']))).toEqual(['deploy', 'root']);
    expect(beyondRole(custom, grants([], ['application:*', 'service:read']))).toEqual(['service:read']);
  });
});
