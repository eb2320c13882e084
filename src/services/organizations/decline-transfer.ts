import { notFound } from '../../domain/error';
import { organizationScopeOf, type Scope } from '../context';
import { findMembership } from './find';
import { requireSession } from './set-active';

/** Decline the offered ownership. @throws AppError forbidden (a key), not_found (nothing offered to the caller) */
export async function declineTransfer(scope: Scope, reference: string): Promise<void> {
  requireSession(scope);
  const { organizationId } = await findMembership(scope, reference);
  scope.notes.organizationId = organizationId;
  scope.notes.targetUuid = organizationId;
  const { db } = organizationScopeOf(scope, organizationId);
  const { count } = await db.ownershipTransfer.deleteMany({
    where: { toUserId: scope.principal.user.id, expiresAt: { gt: scope.clock.now() } },
  });
  if (count === 0) throw notFound('Transfer');
}
