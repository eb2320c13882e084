import { describe, expect, it } from 'vitest';
import type { Permission } from '../domain/permission/vocabulary';
import { allowedIds, allowListContains, allowListMayPermit, isAllowListEntry } from './allow-list';
import { keyOf, principalWith } from './principal.testing';
import { visibilityOf } from './visibility';

const within = [
  { type: 'application', uuid: 'app' },
  { type: 'environment', uuid: 'env' },
  { type: 'project', uuid: 'pro' },
] as const;
const variable = { type: 'env_var', uuid: 'var', projectUuid: 'pro', within } as const;
const application = {
  type: 'application',
  uuid: 'app',
  projectUuid: 'pro',
  within: within.slice(1),
} as const;

describe('an allow list', () => {
  const cases: [string[], boolean, boolean][] = [
    [['*:*'], true, true],
    [[], false, false],
    [['application:app'], true, true],
    [['application:*'], true, true],
    [['*:app'], true, true],
    [['project:pro'], true, true],
    [['environment:env'], true, true],
    [['env_var:var'], false, true],
    [['application:other', 'server:app'], false, false],
    [['application'], false, false],
  ];
  it.each(cases)('%j: the application %s, its variable %s', (list, isApplication, isVariable) => {
    expect(allowListContains(list, application)).toBe(isApplication);
    expect(allowListContains(list, variable)).toBe(isVariable);
  });

  const news: [string[], boolean, boolean][] = [
    [['*:*'], true, true],
    [['application:*'], true, true],
    [['application:app'], false, true],
    [['project:pro'], false, true],
    [['env_var:*'], false, true],
    [[], false, false],
  ];
  it.each(news)('%j: a new application %s, a new variable of one %s', (list, isApplication, isVariable) => {
    expect(allowListContains(list, { ...application, uuid: null })).toBe(isApplication);
    expect(allowListContains(list, { ...variable, uuid: null })).toBe(isVariable);
  });

  const early: [string[], Permission, boolean, boolean][] = [
    [['*:*'], 'project:create', true, true],
    [['application:app'], 'application:read', true, true],
    [['application:app'], 'application:create', false, false],
    [['application:app'], 'env_var:create', false, true],
    [['application:app'], 'organization_member:read', false, true],
    [['application:app'], 'session:read', true, true],
    [['application:app'], 'system:read', true, true],
    [[], 'application:read', false, false],
  ];
  it.each(early)('%j may permit %s: %s, and with an object %s', (list, permission, without, withObject) => {
    expect(allowListMayPermit(list, permission, false)).toBe(without);
    expect(allowListMayPermit(list, permission, true)).toBe(withObject);
  });

  it('names ids of a kind', () => {
    expect(allowedIds(['application:a', 'server:b', '*:c'], 'application')).toEqual(['a', 'c']);
    expect(allowedIds(['application:a', 'application:*'], 'application')).toBeNull();
    expect(allowedIds([], 'application')).toEqual([]);
  });

  it.each([
    ['application:a', true],
    ['*:*', true],
    ['*:a', true],
    ['application:*', true],
    ['application:', false],
    ['application', false],
    [':a', false],
    ['workspace:a', false],
  ])('%s is an entry: %s', (text, expected) => expect(isAllowListEntry(text)).toBe(expected));
});

describe('what is visible', () => {
  it('is everything without restrictions', () => {
    expect(visibilityOf(principalWith('owner'), 'application:read')).toBeNull();
    expect(visibilityOf(principalWith('member'), 'application:read')).toBeNull();
    expect(visibilityOf(keyOf('owner', { allowList: ['*:*'] }), 'application:read')).toBeNull();
    expect(visibilityOf(keyOf('owner', { allowList: ['project:*'] }), 'application:read')).toBeNull();
  });

  it('is the granted projects for a limited member, none without grants', () => {
    const grants = [{ projectUuid: 'pro', abilities: ['read'] }];
    expect(visibilityOf(principalWith('member', null, { isLimited: true, grants }), null)).toEqual({
      projects: ['pro'],
      objects: null,
    });
    expect(visibilityOf(principalWith('member', null, { isLimited: true }), null)?.projects).toEqual([]);
  });

  it('is the listed projects for a custom role', () => {
    const customRole = { id: 'r', name: 'R', permissions: [], projects: ['pro'] };
    expect(visibilityOf(principalWith('custom', null, { customRole }), null)?.projects).toEqual(['pro']);
  });

  it('narrows the kind of object that the request is about, by itself and by what it is in', () => {
    const key = keyOf('owner', { allowList: ['application:app', 'project:pro'] });
    expect(visibilityOf(key, 'application:update')?.objects).toEqual({
      type: 'application',
      ids: { own: ['app'], environment: [], project: ['pro'] },
    });
    expect(visibilityOf(key, 'server:read')?.objects).toEqual({ type: 'server', ids: { own: [] } });
    expect(visibilityOf(key, 'role:read')).toBeNull();
  });
});
