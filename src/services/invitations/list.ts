import { notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Scope } from '../context';

/** List the invitations that can still be accepted, newest first, without their links. */
export async function listInvitations(scope: Scope) {
  const rows = await scope.db.invitation.findMany({
    where: { acceptedAt: null, revokedAt: null, expiresAt: { gt: scope.clock.now() } },
    include: { customRole: { select: { name: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  const inviters = await scope.database.db.user.findMany({
    where: { id: { in: rows.map((row) => row.invitedByUserId) } },
    select: { id: true, name: true },
  });
  return rows.map((row) => ({
    ...row,
    invitedBy: inviters.find(({ id }) => id === row.invitedByUserId) ?? { id: row.invitedByUserId, name: '' },
  }));
}

export type PendingInvitation = Awaited<ReturnType<typeof listInvitations>>[number];

/** Revoke an invitation and its link. @throws AppError not_found: unknown, used or already revoked */
export async function revokeInvitation(scope: Scope, id: string): Promise<void> {
  scope.notes.targetUuid = isRfcUuid(id) ? id : null;
  const { count } = isRfcUuid(id)
    ? await scope.db.invitation.updateMany({
        where: { id, acceptedAt: null, revokedAt: null },
        data: { revokedAt: scope.clock.now() },
      })
    : { count: 0 };
  if (count === 0) throw notFound('Invitation');
}
