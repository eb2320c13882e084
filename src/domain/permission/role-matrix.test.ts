import { describe, expect, it } from 'vitest';
import { abilityPermits } from './ability';
import { matrixByResource, matrixRow, roleMatrix, roles } from './role-matrix';
import { grantAbilities, type Membership, reachOf } from './role-reach';
import { everyPermission, type Permission } from './vocabulary';

const project = 'project-with-grants';

const plain: Membership = { role: 'owner', customRole: null, grants: [], isInstanceAdmin: false };

/** Each role without any grants. */
const bare: Record<(typeof roles)[number], Membership> = {
  owner: { ...plain, isInstanceAdmin: true },
  admin: { ...plain, role: 'admin', isInstanceAdmin: true },
  member: { ...plain, role: 'member' },
  custom: { ...plain, role: 'custom', customRole: { permissions: [], projects: [] } },
};

/** Give a role everything possible, for this permission, in one project. */
function given(role: (typeof roles)[number], permission: Permission): Membership {
  return {
    ...bare[role],
    grants: [{ projectUuid: project, abilities: [...grantAbilities] }],
    customRole: role === 'custom' ? { permissions: [permission], projects: [] } : null,
  };
}

describe('the table', () => {
  it('has every permission in exactly one row', () => {
    const listed = roleMatrix.flatMap(({ permissions }) => permissions);
    expect([...listed].sort()).toEqual([...everyPermission].sort());
  });

  it('is the same by resource', () => {
    const listed = matrixByResource().flatMap(({ resource, actions }) =>
      actions.map(({ action, ...row }) => [`${resource}:${action}`, row.member]),
    );
    expect(listed).toEqual(everyPermission.map((permission) => [permission, matrixRow(permission).member]));
  });

  it('grants only what some grant can give', () => {
    const grantable = everyPermission.filter((permission) => matrixRow(permission).member === 'grant');
    for (const permission of grantable)
      expect(
        grantAbilities.some((ability) => abilityPermits(ability, permission)),
        permission,
      ).toBe(true);
  });
});

const cells = everyPermission.flatMap((permission) =>
  roles.map((role) => ({ permission, role, cell: matrixRow(permission)[role] })),
);

describe('every cell', () => {
  it.each(cells)('$role, $permission: $cell', ({ permission, role, cell }) => {
    const without = reachOf(bare[role], permission);
    const withAll = reachOf(given(role, permission), permission);
    switch (cell) {
      case 'yes':
      case 'names':
        return expect([without, withAll]).toEqual(['everywhere', 'everywhere']);
      case 'no':
        return expect([without, withAll]).toEqual(['nowhere', 'nowhere']);
      case 'list':
        return expect([without, withAll]).toEqual(['nowhere', 'everywhere']);
      case 'grant':
        return expect([without, withAll]).toEqual(['nowhere', new Set([project])]);
    }
  });

  const ofInstance = everyPermission.filter((permission) => matrixRow(permission).condition === 'instance');
  it.each(ofInstance)('%s is for those who run the installation alone', (permission) => {
    for (const role of roles) {
      expect(reachOf({ ...bare[role], isInstanceAdmin: false }, permission)).toBe('nowhere');
      expect(reachOf({ ...bare[role], isInstanceAdmin: true }, permission)).toBe('everywhere');
    }
  });
});

describe('the rows of the contract that are spelled out', () => {
  const permitted = (membership: Membership, permission: Permission) =>
    reachOf(membership, permission) !== 'nowhere';
  const cases: [Permission, boolean, boolean, boolean][] = [
    ['project:read', true, true, true],
    ['log:read_sensitive', true, true, false],
    ['application:read_sensitive', true, true, false],
    ['application:create', true, true, false],
    ['application:deploy', true, true, false],
    ['server:read', true, true, true],
    ['server:update', true, true, false],
    ['private_key:read_sensitive', true, true, false],
    ['application:exec', true, true, false],
    ['organization_member:read', true, true, true],
    ['invitation:create', true, true, false],
    ['role:create', true, true, false],
    ['api_key:create', true, true, true],
    ['audit_log:read', true, true, false],
    ['audit_log:delete', false, false, false],
    ['organization:delete', true, false, false],
    ['settings:toggle_api', true, true, false],
  ];
  it.each(cases)('%s: owner %s, admin %s, member %s', (permission, owner, admin, member) => {
    expect([
      permitted(bare.owner, permission),
      permitted(bare.admin, permission),
      permitted(bare.member, permission),
    ]).toEqual([owner, admin, member]);
  });

  it.each(['organization:delete', 'settings:update', 'role:create', 'user:delete'] as const)(
    '%s is never a custom role’s',
    (permission) => expect(permitted({ ...given('custom', permission) }, permission)).toBe(false),
  );
});

describe('a custom role', () => {
  const custom = (permissions: string[], projects: string[] = []): Membership => ({
    ...plain,
    role: 'custom',
    customRole: { permissions, projects },
  });

  it('is confined to its projects where there are projects', () => {
    const role = custom(['application:update', 'server:read'], [project]);
    expect(reachOf(role, 'application:update')).toEqual(new Set([project]));
    expect(reachOf(role, 'server:read')).toBe('everywhere');
    expect(reachOf(role, 'application:delete')).toBe('nowhere');
  });

  it('may list wildcards', () => {
    expect(reachOf(custom(['application:*']), 'application:exec')).toBe('everywhere');
    expect(reachOf(custom(['*:*']), 'organization:delete')).toBe('nowhere');
  });

  it('grants nothing by words that mean nothing', () => {
    expect(reachOf(custom(['nonsense', 'application:fly']), 'application:read')).toBe('nowhere');
  });
});
