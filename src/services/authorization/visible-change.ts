import { allowsEverything } from '../../auth/allow-list';
import { permits } from '../../auth/decision';
import { isPermission } from '../../domain/permission/vocabulary';
import type { Scope } from '../context';
import { findObject, isLocatable } from './objects';

/**
 * Whether the caller may learn of a change: only for kinds that it may read; kinds that are not resources are internal
 * to Gantry. Uuids of hidden objects are not leaked; an object that was just deleted has no place any more and is not
 * announced to callers from whom something is hidden.
 */
export async function mayLearnOf(
  scope: Scope,
  { kind, uuid }: { kind: string; uuid: string },
): Promise<boolean> {
  const permission = `${kind}:read`;
  if (!isPermission(permission) || !permits(scope.principal, permission)) return false;
  const { key } = scope.principal;
  const isNarrow = key !== null && !allowsEverything(key.allowList);
  if (!isNarrow && scope.visibility === null) return true;
  if (!isLocatable(kind)) return !isNarrow;
  return (await findObject(scope, permission, { type: kind, uuid })) !== null;
}
