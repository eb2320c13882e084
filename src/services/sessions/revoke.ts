import { notFound } from '../../domain/error';
import type { Scope, Services } from '../context';

/** Ends one session; requests made with it are refused from now on. Ending an ended one is fine. */
export async function revokeSession({ database, clock }: Services, id: string): Promise<void> {
  await database.db.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: clock.now() } });
}

/** Ends one of the caller's own sessions. @throws AppError not_found */
export async function revokeOwnSession({ database, clock, principal }: Scope, id: string): Promise<void> {
  const { count } = await database.db.session.updateMany({
    where: { id, userId: principal.user.id, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
  if (count === 0) throw notFound('Session');
}

/** Signs the caller out everywhere, here too. */
export async function revokeOwnSessions({ database, clock, principal }: Scope): Promise<void> {
  await database.db.session.updateMany({
    where: { userId: principal.user.id, revokedAt: null },
    data: { revokedAt: clock.now() },
  });
}
