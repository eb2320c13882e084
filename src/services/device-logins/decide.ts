import { AppError, notFound } from '../../domain/error';
import type { Scope } from '../context';
import { boundsOf, type NewKey } from '../tokens/create';
import { findByUserCode } from './find';

/**
 * Approve the sign-in of a CLI: it may collect a token of the caller, for the caller's organization, within what the
 * caller may grant.
 * @throws AppError not_found (no such code, or already decided), forbidden, validation_failed
 */
export async function approveDeviceLogin(
  scope: Scope,
  code: string,
  wish: Pick<NewKey, 'abilities' | 'expiresInDays'>,
): Promise<void> {
  requireSession(scope);
  const { id, name } = await findByUserCode(scope, code);
  scope.notes.targetUuid = id;
  const { abilities, expiresAt } = await boundsOf(scope, { name, ...wish }, null);
  await decide(scope, id, {
    approvedAt: scope.clock.now(),
    grantUserId: scope.principal.user.id,
    grantOrganizationId: scope.organizationId,
    abilities: [...abilities],
    grantExpiresAt: expiresAt,
  });
}

/** Deny the sign-in of a CLI. @throws AppError not_found, forbidden */
export async function denyDeviceLogin(scope: Scope, code: string): Promise<void> {
  requireSession(scope);
  const { id } = await findByUserCode(scope, code);
  scope.notes.targetUuid = id;
  await decide(scope, id, { deniedAt: scope.clock.now() });
}

/** Require a session: an API key that confirms codes could pass itself on. */
function requireSession({ principal }: Scope): void {
  if (!principal.session)
    throw new AppError('forbidden', 'Sign in to the console to confirm the code.', { check: 'action' });
}

/** Decide once: of two concurrent decisions, only one takes effect. */
async function decide(
  { database, clock }: Scope,
  id: string,
  data: Parameters<Scope['database']['db']['deviceLogin']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await database.db.deviceLogin.updateMany({
    where: { id, expiresAt: { gt: clock.now() }, deniedAt: null, approvedAt: null },
    data,
  });
  if (count === 0) throw notFound('Sign-in');
}
