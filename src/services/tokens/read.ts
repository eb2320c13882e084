import type { Principal } from '../../auth/context';
import { keyPermits } from '../../auth/decision';
import { AppError, notFound } from '../../domain/error';
import { requireTokenId } from '../../domain/id';
import { expandScope } from '../../domain/permission/scope';
import { everyPermission, type Permission } from '../../domain/permission/vocabulary';
import type { Scope } from '../context';

/** Relations to read: the organization is the caller's own. */
const withUser = { user: true } as const;

/** The condition for keys to list: expired ones included; without revoked ones and those past their grace period. */
export function listedAt(now: Date) {
  return { revokedAt: null, OR: [{ graceUntil: null }, { graceUntil: { gt: now } }] };
}

const keyPermissions = everyPermission.filter((permission) => permission.startsWith('api_key:'));

/**
 * Whether the caller sees and revokes the keys of other users: owners, admins and custom roles that list `api_key:*`
 * do; a key does if more than the scope for the caller's own keys permits it.
 */
export function reachesKeysOfOthers(principal: Principal, permission: Permission): boolean {
  const { role, customRole, key } = principal;
  if (key) {
    const scopes = key.scopes.filter((scope) => scope !== 'coder:apikeys.manage_self');
    if (!keyPermits({ ...principal, key: { ...key, scopes } }, permission)) return false;
  }
  if (role !== 'custom') return role === 'owner' || role === 'admin';
  const listed = customRole?.permissions ?? [];
  return keyPermissions.every((each) => listed.some((scope) => expandScope(scope)?.has(each)));
}

/** The condition for the keys that the caller can see. */
export function visibleKeys({ principal }: Scope, permission: Permission) {
  return reachesKeysOfOthers(principal, permission) ? {} : { userId: principal.user.id };
}

/** List the caller's own keys, or all, newest first. @throws AppError forbidden */
export function listKeys(scope: Scope, { all }: { all: boolean }) {
  if (all && !reachesKeysOfOthers(scope.principal, 'api_key:read'))
    throw new AppError('forbidden', 'You are not authorized to perform this action.', {
      check: 'action',
      body: { error: 'Unauthorized' },
    });
  return scope.db.apiKey.findMany({
    where: {
      ...listedAt(scope.clock.now()),
      ...(all ? {} : { userId: scope.principal.user.id }),
    },
    include: withUser,
    orderBy: { no: 'desc' },
  });
}

/** Get a key that the caller may see. @throws AppError not_found */
export async function getKey(scope: Scope, id: string, permission: Permission = 'api_key:read') {
  requireTokenId(id, 'API key');
  const key = await scope.db.apiKey.findFirst({
    where: { id, ...listedAt(scope.clock.now()), ...visibleKeys(scope, permission) },
    include: withUser,
  });
  if (!key) throw notFound('API key');
  return key;
}

export type KeyWithUser = Awaited<ReturnType<typeof getKey>>;

/** Get the key of this request. @throws AppError not_found for a session */
export function getCurrentKey(scope: Scope) {
  return getKey(scope, currentKeyId(scope));
}

export function currentKeyId({ principal }: Scope): string {
  if (!principal.key) throw notFound('API key');
  return principal.key.id;
}
