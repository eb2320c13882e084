import type { Scope } from '../context';
import { requireAuthorityOver } from '../membership/authority';
import { requireAnotherOwner, withMembersLocked } from '../membership/lock';
import { expel } from './expel';
import { findMember, heldBy } from './find';

/**
 * Remove a member, who may be the caller, from the organization. From now on, requests with that member's keys of this
 * organization are refused, and their sessions act on another organization.
 * @throws AppError not_found, forbidden (above the caller), conflict (the last owner)
 */
export async function removeMember(scope: Scope, userId: string): Promise<void> {
  const { principal, organizationId } = scope;
  scope.notes.targetUuid = userId;
  await withMembersLocked(scope, async (tx) => {
    const member = await findMember(tx, userId);
    if (userId !== principal.user.id) requireAuthorityOver(principal, heldBy(member));
    if (member.role === 'owner') await requireAnotherOwner(tx, userId);
    await expel(tx, scope, userId);
    scope.notes.removed(member.user);
  });
  await scope.database.db.session.updateMany({
    where: { userId, activeOrganizationId: organizationId },
    data: { activeOrganizationId: null },
  });
}
