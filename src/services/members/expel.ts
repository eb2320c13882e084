import type { ScopedModels } from '../../db/scope';
import type { Scope } from '../context';

/** Withdraw the invitations that a member sent, on leaving or a change of role. */
export function withdrawInvitations(tx: ScopedModels, invitedByUserId: string, at: Date) {
  return tx.invitation.updateMany({
    where: { invitedByUserId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: at },
  });
}

/** End a membership with everything that depends on it: keys, sent invitations, offered ownership. */
export async function expel(tx: ScopedModels, { clock }: Scope, userId: string): Promise<void> {
  const now = clock.now();
  await tx.apiKey.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: now, revokedReason: 'left the organization' },
  });
  await withdrawInvitations(tx, userId, now);
  await tx.ownershipTransfer.deleteMany({ where: { OR: [{ fromUserId: userId }, { toUserId: userId }] } });
  await tx.membership.deleteMany({ where: { userId } });
}
