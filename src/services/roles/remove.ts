import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { requireAuthorityOver } from '../membership/authority';
import { findRole } from './find';

/**
 * Delete a role and the invitations that offer it.
 * @throws AppError not_found, forbidden, conflict while a member has it
 */
export async function removeRole(scope: Scope, id: string): Promise<void> {
  const role = await findRole(scope.db, id);
  requireAuthorityOver(scope.principal, { role: 'custom', customRole: role, grants: [] });
  try {
    await scope.db.customRole.deleteMany({ where: { id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError(
      'conflict',
      'A member still has this role. Assign another role to that member first.',
      {
        cause: error,
      },
    );
  }
  scope.notes.removed(role);
}
