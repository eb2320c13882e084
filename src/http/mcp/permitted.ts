import { requirePermission } from '../../api/access-checks';
import type { Principal } from '../../auth/context';
import { AppError } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';

/** Permissions of which any one is enough to list the tools that call every operation. */
export const ofAnyOperation: readonly Permission[] = [
  'project:read',
  'application:read',
  'application:create',
  'application:deploy',
  'system:read',
];

/** Whether a caller may do something to at least one object, by the same check that a call runs. */
export function mayDo(principal: Principal, permission: Permission): boolean {
  try {
    requirePermission(principal, permission, { surface: 'mcp', hasObject: true });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return false;
    throw error;
  }
}
