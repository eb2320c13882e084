import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { requireAuthorityOver } from '../members/authority';
import { findRole } from './find';

/** Invitations that offer the role end with it. @throws AppError not_found, forbidden, conflict while somebody holds it */
export async function removeRole(scope: Scope, id: string): Promise<void> {
  const role = await findRole(scope.db, id);
  requireAuthorityOver(scope.principal, { role: 'custom', customRole: role, grants: [] });
  try {
    await scope.db.customRole.deleteMany({ where: { id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError('conflict', 'Somebody still has this role. Give them another one first.', {
      cause: error,
    });
  }
  scope.notes.removed(role);
}
