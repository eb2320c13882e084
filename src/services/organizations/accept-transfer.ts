import { AppError, notFound } from '../../domain/error';
import { organizationScopeOf, type Scope } from '../context';
import { withMembersLocked } from '../membership/lock';
import { findMembership } from './find';
import { requireSession } from './set-active';

/**
 * Make the caller an owner, and the previous owner an admin, in one step.
 * @throws AppError forbidden (a key), not_found (nothing offered to the caller, or too late), conflict (the offer came
 *   from a user who is no longer an owner)
 */
export async function acceptTransfer(scope: Scope, reference: string): Promise<void> {
  requireSession(scope);
  const { organizationId } = await findMembership(scope, reference);
  scope.notes.organizationId = organizationId;
  scope.notes.targetUuid = organizationId;
  const target = { ...scope, ...organizationScopeOf(scope, organizationId) };
  const userId = scope.principal.user.id;
  await withMembersLocked(target, async (tx) => {
    const offer = await tx.ownershipTransfer.findFirst({
      where: { toUserId: userId, expiresAt: { gt: scope.clock.now() } },
    });
    if (!offer) throw notFound('Transfer');
    const { count } = await tx.membership.updateMany({
      where: { userId: offer.fromUserId, role: 'owner' },
      data: { role: 'admin' },
    });
    if (count === 0)
      throw new AppError(
        'conflict',
        'The user who offered the organization no longer owns it. Ask the owner for a new offer.',
      );
    await tx.membership.updateMany({
      where: { userId },
      data: { role: 'owner', customRoleId: null, isLimited: false },
    });
    await tx.projectGrant.deleteMany({ where: { userId } });
    await tx.ownershipTransfer.deleteMany({});
  });
}
