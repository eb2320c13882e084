import { describe, expect, it } from 'vitest';
import { abilities, abilityPermits, actions, type Permission, resources } from '../domain/permission';
import { coversAbility } from './ability-cover';

const permissions = resources.flatMap((resource) =>
  actions.map((action): Permission => `${resource}:${action}`),
);

describe('what a key may pass on', () => {
  it('is never more than it holds', () => {
    for (const held of abilities)
      for (const wanted of abilities.filter((ability) => coversAbility([held], ability)))
        for (const permission of permissions)
          if (abilityPermits(wanted, permission))
            expect(abilityPermits(held, permission), `${held} → ${wanted}: ${permission}`).toBe(true);
  });

  it('is itself', () => {
    for (const ability of abilities) expect(coversAbility([ability], ability)).toBe(true);
  });

  it('grows with every ability held', () => {
    expect(coversAbility(['read', 'write'], 'write')).toBe(true);
    expect(coversAbility(['read', 'write'], 'deploy')).toBe(false);
    expect(coversAbility([], 'read')).toBe(false);
  });
});
