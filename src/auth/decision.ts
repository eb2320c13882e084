import { abilityPermits } from '../domain/permission/ability';
import { matrixRow } from '../domain/permission/role-matrix';
import { type Reach, reachOf } from '../domain/permission/role-reach';
import { expandScope } from '../domain/permission/scope';
import {
  everyPermission,
  type Permission,
  type Resource,
  splitPermission,
} from '../domain/permission/vocabulary';
import { allowListContains, type ProtectedObject } from './allow-list';
import type { Principal } from './context';
import { isUniform } from './visibility';

/** Decide a permission: role permits ∧ scopes permit ∧ allow list contains (authorization contract §3). */
export function can(principal: Principal, permission: Permission, object: ProtectedObject): boolean {
  if (principal.key && !allowListContains(principal.key.allowList, object)) return false;
  return reaches(reach(principal, permission), object.projectUuid);
}

/** Whether a permission holds for at least one object. The ordered checks run this before an object is known. */
export function permits(principal: Principal, permission: Permission): boolean {
  return reach(principal, permission) !== 'nowhere';
}

/** Get the reach of a permission after role and key have limited it; the allow list then decides on which objects. */
export function reach(principal: Principal, permission: Permission): Reach {
  return keyPermits(principal, permission) ? reachOf(principal, permission) : 'nowhere';
}

/** Whether the reach includes objects of that project; null means outside all projects. */
export function reaches(where: Reach, projectUuid: string | null): boolean {
  if (where === 'everywhere' || where === 'nowhere') return where === 'everywhere';
  return projectUuid !== null && where.has(projectUuid);
}

/** Whether the key permits it: a session has every scope; a key the union of its abilities and scopes. */
export function keyPermits({ key, role }: Principal, permission: Permission): boolean {
  if (key === null) return true;
  const byAbility = key.abilities.some((ability) =>
    ability === 'inherit' && role === 'member'
      ? inheritedByMember(permission)
      : abilityPermits(ability, permission),
  );
  return byAbility || key.scopes.some((scope) => expandScope(scope)?.has(permission));
}

/** Whether a member's `inherit` gives a permission: it counts as `read` plus the grants (authorization contract §4). */
function inheritedByMember(permission: Permission): boolean {
  return abilityPermits('read', permission) || matrixRow(permission).member === 'grant';
}

/** Get the reach of a resource's secrets. Resources without their own secrets follow the general rule. */
export function sensitiveReach(principal: Principal, resource: Resource): Reach {
  return reach(principal, sensitivePermissions.get(resource) ?? 'secret:read_sensitive');
}

/**
 * Return a check of whether the marked fields of an object are shown, given its project. null: outside projects, or the
 * project is irrelevant, because the same holds for everything the principal sees.
 */
export function secretsShown(
  principal: Principal,
  resource: Resource,
): (projectUuid: string | null) => boolean {
  const where = sensitiveReach(principal, resource);
  const isShownWithoutPlace = where !== 'nowhere' && isUniform(principal, where);
  return (projectUuid) => (projectUuid === null ? isShownWithoutPlace : reaches(where, projectUuid));
}

/** Whether the caller may see the secrets of one object. */
export function canReadSensitive(
  principal: Principal,
  resource: Resource,
  projectUuid: string | null,
): boolean {
  return secretsShown(principal, resource)(projectUuid);
}

/** Whether the caller may see any secret at all. */
export function canReadSomeSensitive(principal: Principal): boolean {
  return [...sensitivePermissions.values()].some((permission) => permits(principal, permission));
}

const sensitivePermissions = new Map(
  everyPermission
    .map((permission) => ({ permission, ...splitPermission(permission) }))
    .filter(({ action }) => action === 'read_sensitive')
    .map(({ resource, permission }) => [resource, permission]),
);
