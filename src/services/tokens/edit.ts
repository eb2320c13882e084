import { AppError } from '../../domain/error';
import { isAbility } from '../../domain/permission/ability';
import type { Permission } from '../../domain/permission/vocabulary';
import { refusedAction } from '../authorization/require-object';
import type { Scope } from '../context';
import { callingKey, type KeyBounds, requireWithinKey, requireWithinRole } from './grants';
import { getKey, type KeyWithUser } from './read';

/**
 * Get a live key that the caller may change: their own, and with no more rights than the calling key or role. Owners
 * and admins see and revoke the keys of others, but never hold them.
 * @throws AppError not_found, forbidden, conflict (expired, or replaced)
 */
export async function editableKey(scope: Scope, id: string, permission: Permission): Promise<KeyWithUser> {
  const key = await getKey(scope, id, permission);
  if (key.userId !== scope.principal.user.id) throw refusedAction(permission);
  if (key.rotatedToId !== null)
    throw new AppError('conflict', 'This key has already been replaced by a new one.');
  if (key.expiresAt && key.expiresAt <= scope.clock.now())
    throw new AppError('conflict', 'This key has expired. Create a new one.');
  await requireNoWider(scope, key);
  return key;
}

/** Require that a key may do no more than the caller, before and after. @throws AppError forbidden */
export async function requireNoWider(scope: Scope, key: KeyBounds): Promise<void> {
  requireWithinRole(scope.principal, { abilities: key.abilities.filter(isAbility), scopes: key.scopes });
  const caller = await callingKey(scope);
  if (caller) requireWithinKey(caller, key);
}
