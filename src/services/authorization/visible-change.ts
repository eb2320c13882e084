import { allowsEverything } from '../../auth/allow-list';
import type { Scope } from '../context';
import { findObject, isLocatable } from './objects';

/**
 * Whether the caller may learn that something has changed. Uuids of what is hidden do not leave; what has just been
 * deleted cannot be placed any more and is not announced to those from whom something is hidden.
 */
export async function mayLearnOf(
  scope: Scope,
  { kind, uuid }: { kind: string; uuid: string },
): Promise<boolean> {
  const { key } = scope.principal;
  const isNarrow = key !== null && !allowsEverything(key.allowList);
  if (!isNarrow && scope.visibility === null) return true;
  if (!isLocatable(kind)) return !isNarrow;
  return (await findObject(scope, `${kind}:read`, { type: kind, uuid })) !== null;
}
