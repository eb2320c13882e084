import { organizationScopeOf, type Scope } from '../context';
import { removeMember } from '../members/remove';
import { findMembership } from './find';

/**
 * Remove the caller from one of their organizations; it need not be the active one.
 * @throws AppError not_found, conflict (the last owner)
 */
export async function leaveOrganization(scope: Scope, reference: string): Promise<void> {
  const { organizationId } = await findMembership(scope, reference);
  scope.notes.organizationId = organizationId;
  await removeMember({ ...scope, ...organizationScopeOf(scope, organizationId) }, scope.principal.user.id);
}
