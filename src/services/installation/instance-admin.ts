import { AppError } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import type { Permission } from '../../domain/permission/vocabulary';
import type { Scope } from '../context';

/**
 * Require an owner or admin of organization 0, for matters of the whole installation (§6).
 * @throws AppError forbidden
 */
export function requireInstanceAdmin({ principal }: Pick<Scope, 'principal'>, permission: Permission): void {
  if (!principal.isInstanceAdmin)
    throw new AppError('forbidden', orderedChecks.role.v1, {
      check: 'role',
      permission,
      body: { error: 'Unauthorized' },
    });
}
