import type { Principal } from '../../auth/context';
import { permits } from '../../auth/decision';
import type { Permission } from '../../domain/permission/vocabulary';
import { refusedAction } from '../authorization/require-object';
import { type Scope, scopeOf } from '../context';
import { findMembership } from './find';

/**
 * Get the scope of the organization that a path names. A session acts on each organization of its user with the user's
 * role there, without changing its active one; a key has one organization and sees no other.
 * @throws AppError not_found, forbidden (the caller's role there does not permit it)
 */
export async function enterOrganization(
  scope: Scope,
  reference: string,
  permission: Permission,
): Promise<Scope> {
  const { id, no } = scope.principal.organization;
  if (reference === id || reference === String(no)) return scope;
  const principal = await principalThere(scope, reference);
  if (!permits(principal, permission)) throw refusedAction(permission);
  scope.notes.organizationId = principal.organization.id;
  return scopeOf(scope, principal, scope.notes, permission);
}

async function principalThere(scope: Scope, reference: string): Promise<Principal> {
  const { principal, database } = scope;
  const { organization, role, customRole, isLimited } = await findMembership(scope, reference);
  const grants = await database.unscoped.projectGrant.findMany({
    where: { userId: principal.user.id, organizationId: organization.id },
    include: { project: { select: { uuid: true } } },
  });
  const { id, no, slug, name } = organization;
  return {
    ...principal,
    organization: { id, no, slug, name },
    role,
    customRole,
    grants: grants.map(({ project, abilities }) => ({ projectUuid: project.uuid, abilities })),
    isLimited,
  };
}
