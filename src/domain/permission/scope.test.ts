import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedScopes, coversScope, expandScope, isWildcard } from './scope';
import { actionsOf, everyPermission, resources } from './vocabulary';

const expansion = (scope: string) => [...(expandScope(scope) ?? [])].sort();
const onWorkloads = (...actions: string[]) =>
  ['application', 'service', 'database'].flatMap((type) => actions.map((action) => `${type}:${action}`));

describe('a scope', () => {
  it.each(everyPermission)('%s means itself', (permission) =>
    expect(expansion(permission)).toEqual([permission]),
  );

  it.each(resources)('%s:* means its actions', (resource) =>
    expect(expansion(`${resource}:*`)).toEqual(
      actionsOf(resource)
        .map((action) => `${resource}:${action}`)
        .sort(),
    ),
  );

  it.each(['*:*', 'all', 'coder:all'])('%s means everything', (scope) =>
    expect(expansion(scope)).toEqual([...everyPermission].sort()),
  );

  const everywhere = ['template:read', 'organization_member:read'];
  const coder: [string, string[]][] = [
    ['workspace:create', onWorkloads('create')],
    ['workspace:ssh', onWorkloads('exec')],
    ['workspace:application_connect', onWorkloads('read')],
    ['workspace:*', onWorkloads('create', 'read', 'update', 'delete', 'start', 'stop', 'exec')],
    ['template:use', ['template:read']],
    ['group:read', ['role:read']],
    ['group:*', ['role:create', 'role:read', 'role:update', 'role:delete']],
    ['application_connect', onWorkloads('read')],
    ['coder:application_connect', onWorkloads('read')],
    ['coder:workspaces.create', [...onWorkloads('create', 'read', 'update', 'start', 'stop'), ...everywhere]],
    ['coder:workspaces.operate', [...onWorkloads('read', 'update', 'start', 'stop'), ...everywhere]],
    ['coder:workspaces.delete', [...onWorkloads('read', 'delete'), ...everywhere]],
    ['coder:workspaces.access', [...onWorkloads('read', 'exec'), ...everywhere]],
    ['coder:templates.build', ['template:read', 'file:create', 'file:read']],
    [
      'coder:templates.author',
      [
        ...['template:read', 'file:create', 'file:read'],
        ...['template:create', 'template:update', 'template:delete'],
      ],
    ],
    ['coder:apikeys.manage_self', ['api_key:create', 'api_key:read', 'api_key:update', 'api_key:delete']],
  ];
  it.each(coder)('%s is a name of Coder’s', (scope, permissions) =>
    expect(expansion(scope)).toEqual([...permissions].sort()),
  );

  const unsupported = ['', 'x', 'read', '*', '*:read', 'application', 'application:', 'application:fly'];
  it.each([...unsupported, 'workspace:fly', 'coder:everything', 'a:b:c', '__proto__', 'constructor:*'])(
    '%j is not one',
    (text) => expect(expandScope(text)).toBeNull(),
  );
});

describe('the list of accepted scopes', () => {
  it('is sorted, without duplicates, and each maps to something', () => {
    expect(acceptedScopes).toEqual([...new Set(acceptedScopes)].sort());
    for (const scope of acceptedScopes) expect(expansion(scope).length, scope).toBeGreaterThan(0);
  });

  it('has the words of the contract', () => {
    const named = ['all', 'application_connect', 'application:*', 'settings:toggle_api', 'workspace:ssh'];
    expect(acceptedScopes).toEqual(expect.arrayContaining([...named, 'coder:apikeys.manage_self']));
  });
});

describe('what covers a scope', () => {
  const cases: [string[], string, boolean][] = [
    [['application:read'], 'application:read', true],
    [['application:*'], 'application:read', true],
    [['*:*'], 'application:*', true],
    [['all'], '*:*', true],
    [['application:*'], 'application:*', true],
    [actionsOf('tag').map((action) => `tag:${action}`), 'tag:*', false],
    [['application:*', 'service:*', 'database:*'], 'workspace:*', true],
    [['application:read', 'service:read', 'database:read'], 'application_connect', true],
    [['workspace:read'], 'application:read', true],
    [['application:read'], 'application:update', false],
    [['*:*'], 'nonsense', false],
    [[], 'application:read', false],
  ];
  it.each(cases)('%j, asked for %s: %s', (held, wanted, expected) =>
    expect(coversScope(held, wanted)).toBe(expected),
  );

  it('is never less than what it covers', () => {
    const scope = fc.constantFrom(...acceptedScopes);
    fc.assert(
      fc.property(fc.array(scope, { maxLength: 5 }), scope, (held, wanted) => {
        if (!coversScope(held, wanted)) return;
        const all = new Set(held.flatMap(expansion));
        for (const permission of expansion(wanted)) expect(all.has(permission)).toBe(true);
        if (isWildcard(wanted)) expect(held.some(isWildcard)).toBe(true);
      }),
    );
  });
});
