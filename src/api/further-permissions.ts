import type { RequestInfo } from '../auth/context';
import type { Permission } from '../domain/permission/vocabulary';
import { requireObjects } from '../services/authorization/require-object';
import type { Scope } from '../services/context';
import { requirePermission } from './access-checks';
import type { ProcedureMeta } from './trpc';

/** A call whose input needs more than the permission of its procedure. */
interface FurtherCall {
  surface: RequestInfo['surface'];
  named: ProcedureMeta['object'];
  input: unknown;
}

/**
 * Run check rows 6, 8 and 9 for each further permission, before anything is done.
 * @throws AppError forbidden, not_found
 */
export async function requireFurther(
  scope: Scope,
  permissions: readonly Permission[],
  { surface, named, input }: FurtherCall,
): Promise<void> {
  const uuid: unknown = named && Reflect.get(Object(input), named.input);
  const objects = named && typeof uuid === 'string' ? [{ type: named.type, uuid }] : [];
  for (const permission of permissions) {
    requirePermission(scope.principal, permission, { surface, hasObject: named !== undefined });
    await requireObjects(scope, permission, objects);
  }
}
