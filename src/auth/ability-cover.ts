import { type Ability, abilityPermits } from '../domain/permission/ability';
import { type Membership, rolePermits } from '../domain/permission/role-reach';
import { coversScope, expandScope, isWildcard } from '../domain/permission/scope';
import { everyPermission, type Permission } from '../domain/permission/vocabulary';
import type { KeyGrants } from './context';

/** Abilities and scopes that a key has or is requested to have. */
export type Grants = Pick<KeyGrants, 'abilities' | 'scopes'>;

/** Abilities that each ability includes besides itself. */
const includes: Record<Ability, readonly Ability[]> = {
  read: [],
  'read:sensitive': ['read'],
  write: [],
  'write:sensitive': ['write'],
  deploy: [],
  root: ['read', 'read:sensitive', 'write', 'write:sensitive', 'deploy', 'inherit'],
  inherit: ['read', 'read:sensitive', 'write', 'write:sensitive', 'deploy', 'root'],
};

/** Scopes that include every ability, `root` too. */
const everything = ['*:*', 'all', 'coder:all'];

/** Whether a key with these grants may pass the ability on to a key it creates. */
export function coversAbility(held: Grants, wanted: Ability): boolean {
  return (
    held.scopes.some((scope) => everything.includes(scope)) ||
    held.abilities.some((ability) => ability === wanted || includes[ability].includes(wanted))
  );
}

/** Whether a key with these grants may pass the scope on. A wildcard is covered by a wildcard, `root` or `inherit`. */
export function coversWantedScope(held: Grants, wanted: string): boolean {
  if (held.abilities.includes('root') || held.abilities.includes('inherit')) return true;
  if (coversScope(held.scopes, wanted)) return true;
  const permissions = expandScope(wanted);
  if (!permissions || isWildcard(wanted)) return false;
  return [...permissions].every(
    (permission) =>
      held.abilities.some((ability) => abilityPermits(ability, permission)) ||
      held.scopes.some((scope) => expandScope(scope)?.has(permission)),
  );
}

/** List the wanted abilities and scopes that exceed those of the creating key. */
export function beyondKey(held: Grants, wanted: Grants): string[] {
  return [
    ...wanted.abilities.filter((ability) => !coversAbility(held, ability)),
    ...wanted.scopes.filter((scope) => !coversWantedScope(held, scope)),
  ];
}

/**
 * List the wanted abilities and scopes that exceed what the role may grant (authorization contract §4 and §6): owners
 * and admins may grant anything, and the role limits it at use; members `read`, `inherit` and scopes within their
 * permissions; a custom role its own list and those two.
 */
export function beyondRole(membership: Membership, wanted: Grants): string[] {
  if (membership.role === 'owner' || membership.role === 'admin') return [];
  return [
    ...wanted.abilities.filter((ability) => !mayHoldAbility(membership, ability)),
    ...wanted.scopes.filter((scope) => !mayHoldAll(membership, expandScope(scope) ?? [])),
  ];
}

function mayHoldAbility(membership: Membership, ability: Ability): boolean {
  if (ability === 'read' || ability === 'inherit') return true;
  if (membership.role === 'member' || ability === 'root') return false;
  return mayHoldAll(
    membership,
    everyPermission.filter((permission) => abilityPermits(ability, permission)),
  );
}

function mayHoldAll(membership: Membership, permissions: Iterable<Permission>): boolean {
  return [...permissions].every((permission) => rolePermits(membership, permission));
}
