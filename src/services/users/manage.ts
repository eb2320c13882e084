import type { Principal } from '../../auth/context';
import type { Transaction } from '../../db/client';
import { AppError, notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Scope } from '../context';
import { requireInstanceAdmin } from '../installation/instance-admin';
import { endSessionsOf } from '../sessions/revoke';

const shown = {
  id: true,
  no: true,
  email: true,
  username: true,
  name: true,
  status: true,
  loginType: true,
  totpEnabledAt: true,
  createdAt: true,
} as const;

/**
 * List all users, oldest first, for admins of the installation: `user:read` alone only lets users read their own
 * account.
 * @throws AppError forbidden
 */
export function listUsers(scope: Scope) {
  requireInstanceAdmin(scope, 'user:read');
  return scope.database.db.user.findMany({ select: shown, orderBy: { no: 'asc' } });
}

export type ListedUser = Awaited<ReturnType<typeof listUsers>>[number];

/**
 * Suspend a user, whose sessions end and whose keys are refused from the next request, or reactivate one.
 * @throws AppError not_found, conflict (oneself; the last active owner of the root organization)
 */
export async function setUserStatus(
  scope: Scope,
  id: string,
  status: 'active' | 'suspended',
): Promise<ListedUser> {
  const { database, principal, clock, notes } = scope;
  if (!isRfcUuid(id)) throw notFound('User');
  return database.unscoped.$transaction(async (tx) => {
    const before = await tx.user.findUnique({ where: { id }, select: shown });
    if (!before) throw notFound('User');
    await requireRankOver(tx, principal, id);
    if (status === 'suspended') {
      if (id === principal.user.id) throw new AppError('conflict', 'You cannot suspend yourself.');
      await requireAnotherOwner(tx, id);
      await endSessionsOf(tx, id, clock.now());
    }
    const after = await tx.user.update({ where: { id }, data: { status }, select: shown });
    notes.targetUuid = id;
    notes.changed(before, after);
    return after;
  });
}

/**
 * Require that the caller may manage this user: an admin of the root organization may not manage its owners, nor
 * may a key whose own role may not. @throws AppError forbidden
 */
async function requireRankOver(tx: Transaction, caller: Principal, userId: string): Promise<void> {
  const isRootOwner = caller.organization.no === 0 && caller.role === 'owner';
  if (isRootOwner || caller.user.id === userId) return;
  const owned = await tx.membership.findFirst({ where: { userId, role: 'owner', organization: { no: 0 } } });
  if (owned)
    throw new AppError('forbidden', 'Only another owner of the root organization can change this account.', {
      check: 'action',
    });
}

/** Require another user who can administer the installation. The lock serializes concurrent suspensions. */
async function requireAnotherOwner(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM instances WHERE id = 1 FOR UPDATE`;
  const owners = await tx.membership.findMany({
    where: { role: 'owner', organization: { no: 0 }, user: { status: 'active' } },
    select: { userId: true },
  });
  if (owners.every(({ userId }) => userId === id) && owners.length > 0)
    throw new AppError(
      'conflict',
      'This is the last active owner of the root organization. Make another user an owner first.',
    );
}
