import { AppError, invalidField, notFound } from '../../domain/error';
import type { Scope } from '../context';
import { enqueueMail } from '../mail/send';
import { findMember } from '../members/find';
import { withMembersLocked } from '../membership/lock';

/** How long an offer can be accepted. */
const OFFER_MS = 48 * 3_600_000;

/**
 * Offer the ownership to another member. Nothing changes until that member accepts; a new offer replaces the old one.
 * @throws AppError validation_failed (not a member, or already an owner)
 */
export async function offerTransfer(scope: Scope, toUserId: string): Promise<void> {
  scope.notes.targetUuid = scope.organizationId;
  const expiresAt = new Date(scope.clock.now().getTime() + OFFER_MS);
  const heir = await withMembersLocked(scope, async (tx) => {
    const member = await findMember(tx, toUserId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found')
        throw invalidField('user_id', 'Must be a member of the organization.');
      throw error;
    });
    if (member.role === 'owner') throw invalidField('user_id', 'This person is already an owner.');
    await tx.ownershipTransfer.deleteMany({});
    await tx.ownershipTransfer.create({
      data: {
        organizationId: scope.organizationId,
        fromUserId: scope.principal.user.id,
        toUserId,
        createdAt: scope.clock.now(),
        expiresAt,
      },
    });
    return member.user;
  });
  await enqueueMail(scope, {
    to: heir.email,
    template: 'ownership_transfer',
    values: {
      organizationName: scope.principal.organization.name,
      fromName: scope.principal.user.name,
      link: `${scope.installation.publicUrl}/organization`,
      expiresAt: expiresAt.toISOString(),
    },
  });
}

/** Withdraw the offer. @throws AppError not_found when nothing is offered */
export async function cancelTransfer(scope: Scope): Promise<void> {
  scope.notes.targetUuid = scope.organizationId;
  const { count } = await scope.db.ownershipTransfer.deleteMany({});
  if (count === 0) throw notFound('Transfer');
}
