import { isUniqueViolation } from '../../db/violations';
import { AppError, invalidField } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { type RoleChoice, resolveRole } from '../members/role-choice';
import { requireAuthorityOver } from '../membership/authority';
import { mailInvitation } from './mail';
import { newInvitationToken } from './token';

const LIFETIME_MS = 48 * 3_600_000;

export interface NewInvitation extends RoleChoice {
  /** Address in lower case. */
  email: string;
}

export interface CreatedInvitation {
  id: string;
  email: string;
  role: RoleChoice['role'];
  expiresAt: Date;
  /** Secret of the link, shown once. */
  token: Secret;
  link: Secret;
  isMailed: boolean;
}

/**
 * Invite an address. The role is at most the caller's and never owner.
 * @throws AppError validation_failed (role), forbidden (above the caller), conflict (already a member or invited)
 */
export async function createInvitation(scope: Scope, input: NewInvitation): Promise<CreatedInvitation> {
  if (input.role === 'owner')
    throw invalidField('role', 'The role cannot be owner. Invite an admin, then transfer the organization.');
  const role = await resolveRole(scope.db, input);
  requireAuthorityOver(scope.principal, { ...role, grants: [] });
  await refuseMember(scope, input.email);
  const { token, tokenHash } = newInvitationToken();
  const row = await insert(scope, { ...input, tokenHash });
  scope.notes.targetUuid = row.id;
  const link = new Secret(`${scope.installation.publicUrl}/invitations/${token.reveal()}`);
  const isMailed = await mailInvitation(scope, {
    to: row.email,
    role: role.customRole?.name ?? role.role,
    link,
    expiresAt: row.expiresAt,
  });
  return { id: row.id, email: row.email, role: row.role, expiresAt: row.expiresAt, token, link, isMailed };
}

async function refuseMember({ db }: Scope, email: string): Promise<void> {
  const member = await db.membership.findFirst({ where: { user: { email } }, select: { userId: true } });
  if (member) throw new AppError('conflict', 'This person is already a member.');
}

/** Insert the invitation, replacing an expired one. */
async function insert(scope: Scope, input: NewInvitation & { tokenHash: string }) {
  const { clock, organizationId, principal } = scope;
  const now = clock.now();
  await scope.db.invitation.updateMany({
    where: { email: input.email, acceptedAt: null, revokedAt: null, expiresAt: { lte: now } },
    data: { revokedAt: now },
  });
  try {
    return await scope.db.invitation.create({
      data: {
        organizationId,
        email: input.email,
        role: input.role,
        customRoleId: input.customRoleId,
        tokenHash: input.tokenHash,
        invitedByUserId: principal.user.id,
        createdAt: now,
        expiresAt: new Date(now.getTime() + LIFETIME_MS),
      },
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError(
        'conflict',
        'This address has already been invited. Revoke that invitation to send another.',
        { cause: error },
      );
    throw error;
  }
}
