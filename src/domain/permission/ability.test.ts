import { describe, expect, it } from 'vitest';
import { abilities, abilityFor, abilityOf, abilityPermits } from './ability';
import { everyPermission, type Permission } from './vocabulary';

const workload = (action: 'start' | 'stop' | 'restart' | 'deploy'): Permission[] => [
  `application:${action}`,
  `service:${action}`,
  `database:${action}`,
];

describe('what an ability expands to', () => {
  const permitted = (ability: (typeof abilities)[number]) =>
    everyPermission.filter((permission) => abilityPermits(ability, permission));

  it('read: everything that can be read, without secrets and the audit log', () => {
    const expected = everyPermission.filter((permission) => permission.endsWith(':read'));
    expect(permitted('read')).toEqual(expected.filter((permission) => permission !== 'audit_log:read'));
  });

  it('read:sensitive: read, and secrets', () => {
    const expected = everyPermission.filter((permission) => /:read(_sensitive)?$/.test(permission));
    expect(permitted('read:sensitive')).toEqual(
      expected.filter((permission) => permission !== 'audit_log:read'),
    );
  });

  it('deploy: what runs, and its deployments', () => {
    const deployments = ['create', 'cancel', 'rollback', 'read'].map((action) => `deployment:${action}`);
    const runs = (['start', 'stop', 'restart', 'deploy'] as const).flatMap(workload);
    expect(permitted('deploy').sort()).toEqual([...runs, ...deployments].sort());
  });

  const writes: [Permission, boolean, boolean][] = [
    ['project:create', true, true],
    ['tag:delete', true, true],
    ['server:validate', true, true],
    ['application:read', false, false],
    ['application:deploy', false, false],
    ['application:exec', false, false],
    ['organization:update', false, false],
    ['organization_member:update', false, false],
    ['invitation:create', false, false],
    ['role:create', false, false],
    ['user:update', false, false],
    ['api_key:create', false, false],
    ['settings:update', false, true],
    ['settings:toggle_api', false, false],
  ];
  it.each(writes)('%s: write %s, write:sensitive %s', (permission, write, writeSensitive) => {
    expect(abilityPermits('write', permission)).toBe(write);
    expect(abilityPermits('write:sensitive', permission)).toBe(writeSensitive);
  });

  it('root: everything', () => expect(permitted('root')).toEqual(everyPermission));
});

describe('the ability that a refusal names', () => {
  it.each(everyPermission)('for %s permits it', (permission) =>
    expect(abilityPermits(abilityFor(permission), permission)).toBe(true),
  );
  const cases: [Permission, string][] = [
    ['application:read', 'read'],
    ['application:deploy', 'deploy'],
    ['deployment:cancel', 'deploy'],
    ['application:update', 'write'],
    ['settings:update', 'write:sensitive'],
    ['log:read_sensitive', 'read:sensitive'],
    ['settings:toggle_api', 'root'],
    ['audit_log:read', 'root'],
  ];
  it.each(cases)('for %s is %s', (permission, ability) => expect(abilityFor(permission)).toBe(ability));
});

describe('spellings', () => {
  it.each(abilities)('%s is itself', (ability) => expect(abilityOf(ability)).toBe(ability));
  it.each([
    ['read-only', 'read'],
    ['view:sensitive', 'read:sensitive'],
    ['*', 'root'],
    ['all', 'root'],
    ['coder:all', 'root'],
    ['', undefined],
    ['admin', undefined],
    ['constructor', undefined],
  ])('%j means %s', (text, ability) => expect(abilityOf(text)).toBe(ability));
});
