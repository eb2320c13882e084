import { describe, expect, it } from 'vitest';
import type { Permission } from '../domain/permission/vocabulary';
import type { ProtectedObject } from './allow-list';
import { can, canReadSensitive, permits } from './decision';
import { keyOf, principalWith } from './principal.testing';
import { effectiveScopes, unconfinedScopes } from './scopes';

const application: ProtectedObject = {
  type: 'application',
  uuid: 'app-one',
  projectUuid: 'project-one',
  within: [
    { type: 'environment', uuid: 'env-one' },
    { type: 'project', uuid: 'project-one' },
  ],
};
const elsewhere: ProtectedObject = {
  ...application,
  uuid: 'app-two',
  projectUuid: 'project-two',
  within: [],
};
const grants = [{ projectUuid: 'project-one', abilities: ['read', 'write'] }];

describe('a decision is role ∧ scopes ∧ allow list', () => {
  const cases: [string, Parameters<typeof can>[0], Permission, boolean, boolean][] = [
    ['an owner', principalWith('owner'), 'application:update', true, true],
    ['a member', principalWith('member'), 'application:update', false, false],
    ['a member with a grant', principalWith('member', null, { grants }), 'application:update', true, false],
    [
      'that grant, for something else',
      principalWith('member', null, { grants }),
      'application:deploy',
      false,
      false,
    ],
    ['a key with the ability', keyOf('owner', { abilities: ['write'] }), 'application:update', true, true],
    ['a key without', keyOf('owner', { abilities: ['read'] }), 'application:update', false, false],
    ['a key with the scope', keyOf('owner', { scopes: ['application:*'] }), 'application:update', true, true],
    ['a root key of a member', keyOf('member', { abilities: ['root'] }), 'application:update', false, false],
    [
      'a key for one application',
      keyOf('owner', { abilities: ['write'], allowList: ['application:app-one'] }),
      'application:update',
      true,
      false,
    ],
    [
      'a key for one project',
      keyOf('owner', { abilities: ['write'], allowList: ['project:project-one'] }),
      'application:update',
      true,
      false,
    ],
    [
      'a key for nothing',
      keyOf('owner', { abilities: ['root'], allowList: [] }),
      'application:read',
      false,
      false,
    ],
  ];
  it.each(cases)('%s', (_, principal, permission, here, there) => {
    expect([can(principal, permission, application), can(principal, permission, elsewhere)]).toEqual([
      here,
      there,
    ]);
  });
});

describe('inherit', () => {
  it('is root for owners and admins', () => {
    expect(permits(keyOf('owner', { abilities: ['inherit'] }), 'organization:delete')).toBe(true);
    expect(permits(keyOf('admin', { abilities: ['inherit'] }), 'role:create')).toBe(true);
    expect(permits(keyOf('admin', { abilities: ['inherit'] }), 'organization:delete')).toBe(false);
  });

  it('is reading and the grants for a member', () => {
    const key = keyOf('member', { abilities: ['inherit'] }, { grants });
    expect(permits(key, 'project:read')).toBe(true);
    expect(permits(key, 'application:update')).toBe(true);
    expect(permits(key, 'application:deploy')).toBe(false);
    expect(permits(key, 'api_key:create')).toBe(false);
  });

  it('is the list for a custom role', () => {
    const customRole = { id: 'r', name: 'R', permissions: ['application:deploy'], projects: [] };
    const key = keyOf('custom', { abilities: ['inherit'] }, { customRole });
    expect(permits(key, 'application:deploy')).toBe(true);
    expect(permits(key, 'application:read')).toBe(false);
  });
});

describe('secrets', () => {
  const cases: [string, Parameters<typeof canReadSensitive>[0], boolean, boolean][] = [
    ['owner', principalWith('owner'), true, true],
    ['member', principalWith('member'), false, false],
    [
      'member with a grant',
      principalWith('member', null, {
        grants: [{ projectUuid: 'project-one', abilities: ['read:sensitive'] }],
      }),
      true,
      false,
    ],
    ['read key', keyOf('owner', { abilities: ['read'] }), false, false],
    ['read:sensitive key', keyOf('owner', { abilities: ['read:sensitive'] }), true, true],
    ['key with the scope', keyOf('owner', { scopes: ['application:read_sensitive'] }), true, true],
    ['key with that of another kind', keyOf('owner', { scopes: ['server:read_sensitive'] }), false, false],
  ];
  it.each(cases)('of an application, for %s: %s, elsewhere %s', (_, principal, here, there) => {
    expect(canReadSensitive(principal, 'application', 'project-one')).toBe(here);
    expect(canReadSensitive(principal, 'application', 'project-two')).toBe(there);
  });

  it('are shown without a place to those who may read all that they see', () => {
    const permissions = ['application:read', 'application:read_sensitive'];
    const confined = { id: 'r', name: 'R', permissions, projects: ['project-one'] };
    expect(
      canReadSensitive(principalWith('custom', null, { customRole: confined }), 'application', null),
    ).toBe(true);
    const grants = [
      { projectUuid: 'project-one', abilities: ['read:sensitive'] },
      { projectUuid: 'project-two', abilities: ['read'] },
    ];
    const limited = principalWith('member', null, { isLimited: true, grants });
    expect(canReadSensitive(limited, 'application', null)).toBe(false);
  });

  it('of what is outside of projects are not opened by a grant', () => {
    const member = principalWith('member', null, {
      grants: [{ projectUuid: 'project-one', abilities: ['read:sensitive'] }],
    });
    expect(canReadSensitive(member, 'private_key', null)).toBe(false);
    expect(canReadSensitive(member, 'application', null)).toBe(false);
  });
});

describe('what is shown of it', () => {
  it('is *:* for an owner, wherever', () => {
    expect(effectiveScopes(principalWith('owner'))).toEqual(['*:*']);
    expect(effectiveScopes(principalWith('owner', null, { isInstanceAdmin: true }))).toEqual(['*:*']);
    expect(effectiveScopes(keyOf('owner', { abilities: ['root'] }))).toEqual(['*:*']);
  });

  it('leaves the end of the organization out for an admin', () => {
    const scopes = effectiveScopes(principalWith('admin'));
    expect(scopes).toContain('application:exec');
    expect(scopes).not.toContain('organization:delete');
  });

  it('counts grants as effective, but not as unconfined', () => {
    const member = principalWith('member', null, { grants });
    expect(effectiveScopes(member)).toContain('application:update');
    expect(unconfinedScopes(member)).not.toContain('application:update');
    expect(unconfinedScopes(member)).toContain('application:read');
  });
});
