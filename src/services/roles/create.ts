import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { withMembersLocked } from '../membership/lock';
import type { CustomRole } from './find';
import { requireGivable, requireProjects } from './permissions';

export interface RoleFields {
  name: string;
  description: string | null;
  /** `resource:action` or `resource:*` each. */
  permissions: readonly string[];
  /** Uuids of the projects that it is limited to; empty: all. */
  projects: readonly string[];
}

const MAX_ROLES = 50;

/**
 * Create a custom role.
 * @throws AppError forbidden (more than the caller may do), validation_failed, conflict (name in use, or too many)
 */
export async function createRole(scope: Scope, fields: RoleFields): Promise<CustomRole> {
  requireGivable(scope.principal, fields.permissions);
  return withMembersLocked(scope, async (tx) => {
    await requireProjects(tx, fields.projects);
    if ((await tx.customRole.count({})) >= MAX_ROLES)
      throw new AppError(
        'conflict',
        `An organization can have at most ${MAX_ROLES} custom roles. Delete one first.`,
      );
    const row = await refuseSecondName(
      tx.customRole.create({
        data: {
          organizationId: scope.organizationId,
          name: fields.name,
          description: fields.description,
          permissions: [...fields.permissions],
          projects: [...fields.projects],
        },
      }),
    );
    scope.notes.targetUuid = row.id;
    return { ...row, _count: { memberships: 0 } };
  });
}

export async function refuseSecondName<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', 'A role with this name already exists.', { cause: error });
    throw error;
  }
}
