import type { Scope } from '../context';

/** List the caller's live sessions, newest first. */
export function listOwnSessions({ database, clock, principal }: Scope) {
  return database.db.session.findMany({
    where: { userId: principal.user.id, revokedAt: null, expiresAt: { gt: clock.now() } },
    select: {
      id: true,
      hint: true,
      ip: true,
      userAgent: true,
      createdAt: true,
      updatedAt: true,
      lastUsedAt: true,
      expiresAt: true,
    },
    orderBy: { createdAt: 'desc' },
  });
}
