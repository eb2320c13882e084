import { allowListMayPermit } from '../../auth/allow-list';
import { permits } from '../../auth/decision';
import type { Permission } from '../../domain/permission/vocabulary';
import { type Scope, scopeOf } from '../context';

/**
 * Get the scope of the same caller for another permission, for answers with several kinds of objects: what it may see
 * of one kind says nothing about another. null: it may see none.
 */
export function scopeFor(scope: Scope, permission: Permission): Scope | null {
  const { principal, notes } = scope;
  if (!permits(principal, permission)) return null;
  if (principal.key && !allowListMayPermit(principal.key.allowList, permission, false)) return null;
  return scopeOf(scope, principal, notes, permission);
}
