import { allowsEverything } from '../../auth/allow-list';
import { permits } from '../../auth/decision';
import { isPermission } from '../../domain/permission/vocabulary';
import type { Scope } from '../context';
import { findObject, isLocatable } from './objects';

/**
 * Whether the caller may learn that something has changed: only of kinds that it may read, and kinds that are no
 * resource are for Gantry itself. Uuids of what is hidden do not leave; what has just been deleted cannot be placed any
 * more and is not announced to those from whom something is hidden.
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
