import { beyondRole } from '../auth/ability-cover';
import { allowListMayPermit } from '../auth/allow-list';
import type { Principal, RequestInfo } from '../auth/context';
import { keyPermits, permits, reach } from '../auth/decision';
import { AppError } from '../domain/error';
import { orderedChecks } from '../domain/ordered-checks';
import { type Ability, abilityFor } from '../domain/permission/ability';
import { type Permission, splitPermission } from '../domain/permission/vocabulary';
import { refusedAction } from '../services/authorization/require-object';

/** Check row 4. @throws AppError unauthenticated */
export function requirePrincipal(principal: Principal | null): Principal {
  if (!principal)
    throw new AppError('unauthenticated', orderedChecks.credential.v1, {
      check: 'credential',
      reason: 'No credentials were sent.',
    });
  return principal;
}

/** Check for a second factor. @throws AppError forbidden while the installation waits for the caller's second factor */
export function requireSecondFactor(principal: Principal): void {
  if (principal.isTwoFactorDue) throw new AppError('forbidden', 'Set up two-factor authentication first.');
}

export interface PermissionCheck {
  /** Surface of the request; only v1 refuses a key for what it holds beyond its role. */
  surface?: RequestInfo['surface'];
  /** The input names an object that decides further (rows 8 and 9). */
  hasObject?: boolean;
  /** The ability that a key must hold, where another one permits the same elsewhere. Scopes count as ever. */
  ability?: Ability | undefined;
  /** Words of a refusal by role that a contract spells otherwise. */
  roleRefusal?: string;
}

/**
 * Check rows 5b and 6: a key that holds more than its role may, a missing scope, a role that refuses; and an allow list
 * that names no object this could be about.
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

/** The caller without the key's other abilities; `root` and `inherit` include each. */
function holdingOnly(principal: Principal, ability: Ability): Principal {
  const { key } = principal;
  if (!key) return principal;
  const abilities = key.abilities.filter((held) => held === ability || held === 'root' || held === 'inherit');
  return { ...principal, key: { ...key, abilities } };
}

/** Whether the caller is confined to some projects: then it cannot create one, which would be in none of them. */
function isConfined(principal: Principal, permission: Permission): boolean {
  return splitPermission(permission).action === 'create' && typeof reach(principal, permission) === 'object';
}

/** v1 refuses a key that a demotion left with too much; the other surfaces cut it silently. */
function refusesExcess(surface: RequestInfo['surface'] | undefined): boolean {
  return surface === 'v1' || surface === 'get-alias';
}
