import type { ScopedModels } from '../../db/scope';
import { AppError, invalidField } from '../../domain/error';
import type { Role } from '../../domain/permission/role-matrix';
import { type CustomRole, findRole } from '../roles/find';

/** The role to give a member: a built-in one, or the organization's custom role with this id. */
export interface RoleChoice {
  role: Role;
  customRoleId: string | null;
}

export interface ResolvedRole extends RoleChoice {
  /** Set exactly when `role` is custom. */
  customRole: CustomRole | null;
}

/**
 * Resolve the choice of a role.
 * @throws AppError validation_failed: a custom role without an id or with an unknown one, another role with an id
 */
export async function resolveRole(
  db: ScopedModels,
  { role, customRoleId }: RoleChoice,
): Promise<ResolvedRole> {
  if (role !== 'custom') {
    if (customRoleId !== null) throw invalidField('custom_role_id', 'Only allowed with the role "custom".');
    return { role, customRole: null, customRoleId };
  }
  if (customRoleId === null) throw invalidField('custom_role_id', 'Required with the role "custom".');
  const customRole = await findRole(db, customRoleId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found')
      throw invalidField('custom_role_id', 'Role not found.');
    throw error;
  });
  return { role, customRole, customRoleId };
}
