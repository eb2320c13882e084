import { expect, it } from 'vitest';
import { keyOf, principalWith } from '../../auth/principal.testing';
import type { Scope } from '../context';
import { mayLearnOf } from './visible-change';

/** The members of a scope that decide when no lookup is needed. */
const scopeOf = (principal: Scope['principal']) => ({ principal, visibility: null }) as Scope;

it.each([
  ['project', 'project:read', true],
  ['server', 'project:read', false],
  ['api_key', 'project:read', false],
  ['deployment', 'deployment:read', true],
  ['deployment_log', 'deployment:read', false],
  ['rights', '*:*', false],
  ['instance', '*:*', false],
  ['deployment.cancel', '*:*', false],
  ['role', '*:*', true],
])('a change of kind %s is told to a key with %s: %s', async (kind, scope, isTold) => {
  const learns = await mayLearnOf(scopeOf(keyOf('owner', { scopes: [scope] })), { kind, uuid: 'x' });
  expect(learns).toBe(isTold);
});

it('a session learns of what its role may read', async () => {
  expect(await mayLearnOf(scopeOf(principalWith('member')), { kind: 'audit_log', uuid: 'x' })).toBe(false);
  expect(await mayLearnOf(scopeOf(principalWith('owner')), { kind: 'audit_log', uuid: 'x' })).toBe(true);
});
