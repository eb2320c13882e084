import type { Scope } from '../context';
import { requireAuthorityOver } from '../membership/authority';
import { withMembersLocked } from '../membership/lock';
import { type RoleFields, refuseSecondName } from './create';
import { type CustomRole, findRole } from './find';
import { requireGivable, requireProjects } from './permissions';

/**
 * Change a role for all members who have it, effective from their next request.
 * @throws AppError not_found, forbidden (the role, before or after, may do more than the caller), validation_failed,
 *   conflict (name in use)
 */
export async function updateRole(
  scope: Scope,
  id: string,
  changes: Partial<RoleFields>,
): Promise<CustomRole> {
  const { permissions, projects, ...texts } = changes;
  return withMembersLocked(scope, async (tx) => {
    const role = await findRole(tx, id);
    requireAuthorityOver(scope.principal, { role: 'custom', customRole: role, grants: [] });
    if (permissions) requireGivable(scope.principal, permissions);
    if (projects) await requireProjects(tx, projects);
    await refuseSecondName(
      tx.customRole.updateMany({
        where: { id },
        data: {
          ...texts,
          ...(permissions ? { permissions: [...permissions] } : {}),
          ...(projects ? { projects: [...projects] } : {}),
        },
      }),
    );
    const changed = await findRole(tx, id);
    scope.notes.changed(role, changed);
    return changed;
  });
}
