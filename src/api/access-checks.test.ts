import { describe, expect, it } from 'vitest';
import type { Principal, RequestInfo } from '../auth/context';
import { keyOf, principalWith } from '../auth/principal.testing';
import { AppError } from '../domain/error';
import type { Ability } from '../domain/permission/ability';
import type { Permission } from '../domain/permission/vocabulary';
import { requirePermission, requirePrincipal, requireSecondFactor } from './access-checks';

function refusal(check: () => unknown): AppError | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const rolelessMessage = 'You are not authorized to perform this action.';
const grants = [{ projectUuid: 'p', abilities: ['write'] }];

describe('rows 5b to 9, in order', () => {
  const cases: [string, Principal, Permission, RequestInfo['surface'], [string, string] | null][] = [
    ['an owner', principalWith('owner'), 'application:update', 'v1', null],
    [
      'a demoted key on v1',
      keyOf('member', { abilities: ['root'] }),
      'application:read',
      'v1',
      ['key_role', 'Missing required team role.'],
    ],
    [
      'a demoted key on the older GET form',
      keyOf('member', { scopes: ['application:deploy'] }),
      'application:read',
      'get-alias',
      ['key_role', 'Missing required team role.'],
    ],
    ['a demoted key on v2', keyOf('member', { abilities: ['root'] }), 'application:read', 'v2', null],
    ['a demoted key on tRPC', keyOf('member', { abilities: ['root'] }), 'application:read', 'trpc', null],
    [
      'what is cut from it',
      keyOf('member', { abilities: ['root'] }),
      'application:update',
      'v2',
      ['role', rolelessMessage],
    ],
    [
      'a missing ability, before the role',
      keyOf('member', { abilities: ['read'] }),
      'application:update',
      'v1',
      ['scope', 'Missing required permissions: write'],
    ],
    [
      'a missing scope',
      keyOf('owner', { scopes: ['application:read'] }),
      'application:deploy',
      'v1',
      ['scope', 'Missing required permissions: deploy'],
    ],
    ['a role', principalWith('member'), 'application:update', 'v1', ['role', rolelessMessage]],
    [
      'an allow list',
      keyOf('owner', { abilities: ['root'], allowList: ['application:a'] }),
      'project:create',
      'v1',
      ['action', rolelessMessage],
    ],
    [
      'a project to be created by a caller confined to others',
      principalWith('member', null, { grants }),
      'project:create',
      'v1',
      ['action', rolelessMessage],
    ],
  ];
  it.each(cases)('%s', (_, principal, permission, surface, expected) => {
    const error = refusal(() => requirePermission(principal, permission, { surface }));
    expect(error && [error.check, error.message]).toEqual(expected);
    if (error) expect([error.code, error.permission]).toEqual(['forbidden', permission]);
  });

  it('ask for the ability itself where another one permits the same elsewhere', () => {
    const ask = (abilities: Ability[], scopes: string[] = []) =>
      refusal(() => {
        const principal = { ...keyOf('owner', { abilities, scopes }), isInstanceAdmin: true };
        requirePermission(principal, 'settings:update', { ability: 'root' });
      });
    const refused = ask(['write:sensitive']);
    expect([refused?.message, refused?.headers]).toEqual([
      'Missing required permissions: root',
      { 'X-Missing-Permissions': 'root' },
    ]);
    for (const error of [ask(['root']), ask(['inherit']), ask([], ['settings:update'])])
      expect(error).toBeNull();
  });

  it('use the words of a contract where it has its own', () => {
    const roleRefusal = 'You are not allowed to enable the API.';
    const error = refusal(() =>
      requirePermission(principalWith('owner'), 'settings:toggle_api', { roleRefusal }),
    );
    expect([error?.message, error?.body]).toEqual([roleRefusal, undefined]);
  });

  it('leave what an object decides to the object', () => {
    const confined = principalWith('member', null, { grants });
    expect(refusal(() => requirePermission(confined, 'environment:create', { hasObject: true }))).toBeNull();
  });
});

describe('before them', () => {
  it('a missing principal is refused as unknown', () => {
    const error = refusal(() => requirePrincipal(null));
    expect([error?.code, error?.check, error?.message]).toEqual([
      'unauthenticated',
      'credential',
      'Unauthenticated.',
    ]);
  });

  it('a second factor that is due comes first', () => {
    expect(refusal(() => requireSecondFactor(principalWith('owner')))).toBeNull();
    const due = principalWith('owner', null, { isTwoFactorDue: true });
    expect(refusal(() => requireSecondFactor(due))?.message).toBe('Set up two-factor authentication first.');
  });
});
