import type { InstanceModels } from '../../db/instance';
import { notFound } from '../../domain/error';
import { requireTokenId } from '../../domain/id';
import type { Scope, Services } from '../context';

/** End one session; requests with it are refused from now on. Ending an ended one is fine. */
export async function revokeSession({ database, clock }: Services, id: string): Promise<void> {
  await database.db.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: clock.now() } });
}

/** End one of the caller's own sessions. @throws AppError not_found */
export async function revokeOwnSession({ database, clock, principal }: Scope, id: string): Promise<void> {
  requireTokenId(id, 'Session');
  const { count } = await database.db.session.updateMany({
    where: { id, userId: principal.user.id, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  if (count === 0) throw notFound('Session');
}

/** Sign the caller out everywhere, including here. */
export function revokeOwnSessions({ database, clock, principal }: Scope): Promise<void> {
  return endSessionsOf(database.db, principal.user.id, clock.now());
}

/** End every session of a user, for instance after a password change. */
export async function endSessionsOf(
  tx: Pick<InstanceModels, 'session'>,
  userId: string,
  at: Date,
): Promise<void> {
  await tx.session.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: at } });
}
