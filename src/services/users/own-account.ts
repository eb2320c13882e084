import type { Principal } from '../../auth/context';
import { notFound } from '../../domain/error';
import type { Scope } from '../context';

/** Require that `{user}` in a path is the caller: by uuid, username or `me`. @throws AppError not_found */
export function requireSelf({ user }: Principal, reference: string): void {
  if (reference !== 'me' && reference !== user.username && reference.toLowerCase() !== user.id)
    throw notFound('User');
}

/** Get the caller's account as Coder's clients show it. A key sees only its own organization. */
export async function getOwnAccount({ database, principal, organizationId }: Scope) {
  const { unscoped: db } = database;
  const userId = principal.user.id;
  const [user, memberships, session, key] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId } }),
    db.membership.findMany({
      where: { userId, ...(principal.key ? { organizationId } : {}) },
      orderBy: { createdAt: 'asc' },
    }),
    db.session.aggregate({ where: { userId }, _max: { updatedAt: true } }),
    db.apiKey.aggregate({ where: { userId }, _max: { lastUsedAt: true } }),
  ]);
  const seen = [session._max.updatedAt, key._max.lastUsedAt, user.createdAt].map((at) => at?.getTime() ?? 0);
  return {
    ...user,
    organizationIds: memberships.map((membership) => membership.organizationId),
    lastSeenAt: new Date(Math.max(...seen)),
  };
}

export type OwnAccount = Awaited<ReturnType<typeof getOwnAccount>>;
