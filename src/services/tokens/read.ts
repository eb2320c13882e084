import { AppError, notFound } from '../../domain/error';
import type { Scope } from '../context';

/** The organization is the caller's own: it need not be read again. */
const withUser = { user: true } as const;

/** Who may see or end a key: its owner; owners and admins of the organization also those of others. */
function visible({ principal }: Scope) {
  return principal.role === 'member' ? { userId: principal.user.id } : {};
}

/** Live and expired keys, newest first: the caller's own, or everybody's for owners and admins. @throws AppError forbidden */
export function listKeys(scope: Scope, { all }: { all: boolean }) {
  if (all && scope.principal.role === 'member')
    throw new AppError('forbidden', 'You are not authorized to perform this action.', {
      body: { error: 'Unauthorized' },
    });
  return scope.db.apiKey.findMany({
    where: { revokedAt: null, ...(all ? {} : { userId: scope.principal.user.id }) },
    include: withUser,
    orderBy: { no: 'desc' },
  });
}

/** @throws AppError not_found */
export async function getKey(scope: Scope, id: string) {
  const key = await scope.db.apiKey.findFirst({
    where: { id, revokedAt: null, ...visible(scope) },
    include: withUser,
  });
  if (!key) throw notFound('API key');
  return key;
}

export type KeyWithUser = Awaited<ReturnType<typeof getKey>>;

/** The key that this request was made with. @throws AppError not_found for a session */
export function getCurrentKey(scope: Scope) {
  return getKey(scope, currentKeyId(scope));
}

export function currentKeyId({ principal }: Scope): string {
  if (!principal.key) throw notFound('API key');
  return principal.key.id;
}

/** Ends a key for good; requests made with it are refused from now on. @throws AppError not_found */
export async function revokeKey(scope: Scope, id: string): Promise<void> {
  const { count } = await scope.db.apiKey.updateMany({
    where: { id, revokedAt: null, ...visible(scope) },
    data: { revokedAt: scope.clock.now(), revokedReason: `revoked by user ${scope.principal.user.id}` },
  });
  if (count === 0) throw notFound('API key');
}
