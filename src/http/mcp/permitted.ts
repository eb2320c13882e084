import { requirePermission } from '../../api/access-checks';
import type { Principal } from '../../auth/context';
import { AppError } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';

/** Permissions of which one lists the tools that reach every operation. */
export const ofAnyOperation: readonly Permission[] = [
  'project:read',
  'application:read',
  'application:create',
  'application:deploy',
  'system:read',
];

/** Whether a caller may do something to any object at all, by the check that a call would meet. */
export function mayDo(principal: Principal, permission: Permission): boolean {
  try {
    requirePermission(principal, permission, { surface: 'mcp', hasObject: true });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return false;
    throw error;
  }
}
