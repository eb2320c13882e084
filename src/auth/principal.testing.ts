import type { Ability } from '../domain/permission/ability';
import type { Role } from '../domain/permission/role-matrix';
import type { Principal } from './context';

/** For tests: make a principal with this role, from a session or, with abilities, from an API key that has them. */
export function principalWith(
  role: Role,
  abilities: readonly Ability[] | null = null,
  change: Partial<Principal> = {},
): Principal {
  return {
    via: abilities ? 'api-key' : 'cookie',
    user: {
      id: '11111111-1111-4111-8111-111111111111',
      no: 1,
      email: 'person@example.com',
      username: 'person',
      name: 'Person',
      siteRole: 'member',
      loginType: 'password',
      isTwoFactorEnabled: false,
    },
    organization: { id: '22222222-2222-4222-8222-222222222222', no: 7, slug: 'seven', name: 'Seven' },
    role,
    customRole: null,
    grants: [],
    isLimited: false,
    isInstanceAdmin: false,
    isTwoFactorDue: false,
    session: abilities ? null : { id: 's' },
    key: abilities && { id: 'k', no: 1, name: 'k', abilities, scopes: [], allowList: ['*:*'] },
    ...change,
  };
}

/** For tests: make a principal of a key with given scopes or an allow list. */
export function keyOf(
  role: Role,
  grants: Partial<NonNullable<Principal['key']>>,
  change: Partial<Principal> = {},
): Principal {
  const key = { id: 'k', no: 1, name: 'k', abilities: [], scopes: [], allowList: ['*:*'], ...grants };
  return principalWith(role, [], { key, ...change });
}
