import type { Transaction } from '../../db/client';
import type { AuditNotes } from '../../domain/audit-notes';
import { AppError, notFound } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Services } from '../context';
import { prepareAccount, verifyAccount } from './account';
import { findInvitation, type LiveInvitation } from './find';

export interface Acceptance {
  token: string;
  /** Name of the new account. */
  name: string | undefined;
  /** Password of the new account, or of the existing one with that address. */
  password: Secret | undefined;
}

/** The user whose credential came with the call; a membership of another organization is not needed. */
export interface Caller {
  user: { id: string; email: string };
  /** Whether it is a session: an API key cannot join organizations. */
  hasSession: boolean;
}

export interface Accepted {
  organizationId: string;
  userId: string;
}

/**
 * Join the organization: as the user signed in with the invited address, by password as the owner of its account, or
 * with a new account for it. Of two concurrent calls only one joins.
 * @throws AppError not_found (one answer for every invalid token), validation_failed (name or password missing or
 *   weak), unauthenticated (wrong password), forbidden (signed in as another user), conflict (already a member)
 */
export async function acceptInvitation(
  services: Services,
  caller: Caller | null,
  notes: AuditNotes,
  { token, name, password }: Acceptance,
): Promise<Accepted> {
  const invitation = await findInvitation(services, token);
  notes.organizationId = invitation.organizationId;
  notes.targetUuid = invitation.id;
  const userIdOf = await accountOf(services, caller, { email: invitation.email, name, password });
  const accepted = await join(services, invitation, userIdOf);
  notes.actorUserId = accepted.userId;
  return accepted;
}

/** Find the account that joins; a new one is written by the transaction that uses the invitation up. */
async function accountOf(
  services: Services,
  caller: Caller | null,
  { email, name, password }: Omit<Acceptance, 'token'> & { email: string },
): Promise<(tx: Transaction) => Promise<string>> {
  if (caller?.hasSession && caller.user.email === email) return async () => caller.user.id;
  const account = await services.database.db.user.findUnique({ where: { email }, select: { id: true } });
  if (!account) return prepareAccount(services, { email, name, password });
  const isSignedIn = caller !== null;
  const userId = await verifyAccount(services, { email, password, isSignedIn });
  return async () => userId;
}

/** Use the invitation up first: a second call finds it used, and a failure afterwards leaves nothing behind. */
function join(
  { database, clock }: Services,
  { id, organizationId, role, customRoleId }: LiveInvitation,
  userIdOf: (tx: Transaction) => Promise<string>,
): Promise<Accepted> {
  const now = clock.now();
  return database.unscoped.$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { acceptedAt: now },
    });
    if (count === 0) throw notFound('Invitation');
    const userId = await userIdOf(tx);
    const member = await tx.membership.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
    });
    if (member) throw new AppError('conflict', 'You are already a member of this organization.');
    await tx.membership.create({ data: { userId, organizationId, role, customRoleId, createdAt: now } });
    return { organizationId, userId };
  });
}
