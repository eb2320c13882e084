import { notFound } from '../../domain/error';
import type { Services } from '../context';
import { invitationHash } from './token';

/**
 * Find the invitation of a link. Unknown, used, revoked and expired ones get the same answer. @throws AppError
 * not_found
 */
export async function findInvitation(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  token: string,
) {
  const tokenHash = invitationHash(token);
  const invitation =
    tokenHash === null
      ? null
      : await database.unscoped.invitation.findFirst({
          where: { tokenHash, acceptedAt: null, revokedAt: null, expiresAt: { gt: clock.now() } },
          include: { organization: { select: { name: true } } },
        });
  if (!invitation) throw notFound('Invitation');
  return invitation;
}

export type LiveInvitation = Awaited<ReturnType<typeof findInvitation>>;

/** Describe an invitation to the holder of its link. @throws AppError not_found */
export async function previewInvitation(services: Services, token: string) {
  const invitation = await findInvitation(services, token);
  const { db } = services.database;
  const [inviter, account] = await Promise.all([
    db.user.findUnique({ where: { id: invitation.invitedByUserId }, select: { name: true } }),
    db.user.findUnique({ where: { email: invitation.email }, select: { id: true } }),
  ]);
  return {
    organizationName: invitation.organization.name,
    email: invitation.email,
    role: invitation.role,
    invitedBy: inviter?.name ?? '',
    expiresAt: invitation.expiresAt,
    hasAccount: account !== null,
  };
}
