import { beyondRole } from '../auth/ability-cover';
import { allowListMayPermit } from '../auth/allow-list';
import type { Principal, RequestInfo } from '../auth/context';
import { keyPermits, permits, reach } from '../auth/decision';
import { AppError } from '../domain/error';
import { orderedChecks } from '../domain/ordered-checks';
import { type Ability, abilityFor } from '../domain/permission/ability';
import { type Permission, splitPermission } from '../domain/permission/vocabulary';
import { refusedAction } from '../services/authorization/require-object';

/** Require a signed-in caller (check row 4). @throws AppError unauthenticated */
export function requirePrincipal(principal: Principal | null): Principal {
  if (!principal)
    throw new AppError('unauthenticated', orderedChecks.credential.v1, {
      check: 'credential',
      reason: 'No credentials were sent.',
    });
  return principal;
}

/**
 * Require a second factor where the installation demands one.
 * @throws AppError forbidden until the caller has set it up
 */
export function requireSecondFactor(principal: Principal): void {
  if (principal.isTwoFactorDue) throw new AppError('forbidden', 'Set up two-factor authentication first.');
}

export interface PermissionCheck {
  /** Surface of the request. Only v1 refuses a key that holds more than its role permits. */
  surface?: RequestInfo['surface'];
  /** Whether the input names an object, which rows 8 and 9 check later. */
  hasObject?: boolean;
  /** Ability that the key must hold, where another ability permits the same elsewhere. Scopes count as usual. */
  ability?: Ability | undefined;
  /** Message of a refusal by role, where the contract has its own. */
  roleRefusal?: string;
}

/**
 * Require a permission (check rows 5b and 6). Refuses a key that holds more than its role permits, a missing scope, a
 * role without the permission, and an allow list that cannot contain the object.
 * @throws AppError forbidden
 */
export function requirePermission(
  principal: Principal,
  permission: Permission,
  { surface, hasObject = false, ability, roleRefusal }: PermissionCheck = {},
): void {
  const { key } = principal;
  if (key && refusesExcess(surface) && beyondRole(principal, key).length > 0)
    throw new AppError('forbidden', orderedChecks.key_role.v1, { check: 'key_role', permission });
  if (!keyPermits(ability ? holdingOnly(principal, ability) : principal, permission))
    throw new AppError(
      'forbidden',
      orderedChecks.scope.v1.replace('{ability}', ability ?? abilityFor(permission)),
      { check: 'scope', permission, headers: ability ? { 'X-Missing-Permissions': ability } : {} },
    );
  if (!permits(principal, permission))
    throw new AppError('forbidden', roleRefusal ?? orderedChecks.role.v1, {
      check: 'role',
      permission,
      ...(roleRefusal === undefined ? { body: { error: 'Unauthorized' } } : {}),
    });
  if (key && !allowListMayPermit(key.allowList, permission, hasObject)) throw refusedAction(permission);
  if (isConfined(principal, permission) && !hasObject) throw refusedAction(permission);
}

/** Copy the caller without the key's other abilities; `root` and `inherit` include every ability. */
function holdingOnly(principal: Principal, ability: Ability): Principal {
  const { key } = principal;
  if (!key) return principal;
  const abilities = key.abilities.filter((held) => held === ability || held === 'root' || held === 'inherit');
  return { ...principal, key: { ...key, abilities } };
}

/** Whether the caller is confined to some projects and would create an object, which would be in none of them. */
function isConfined(principal: Principal, permission: Permission): boolean {
  return splitPermission(permission).action === 'create' && typeof reach(principal, permission) === 'object';
}

/** Whether the surface refuses a key that a demotion left with too much. The others drop the excess silently. */
function refusesExcess(surface: RequestInfo['surface'] | undefined): boolean {
  return surface === 'v1' || surface === 'get-alias';
}
