import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { findMembership } from './find';

/**
 * Change the organization that the caller's session acts on, from its next request. @throws AppError forbidden (a key),
 * not_found
 */
export async function setActiveOrganization(scope: Scope, reference: string) {
  const { session } = requireSession(scope);
  const { organization } = await findMembership(scope, reference);
  scope.notes.targetUuid = organization.id;
  scope.notes.organizationId = organization.id; // the row belongs to the trail of the organization that was entered
  await scope.database.db.session.updateMany({
    where: { id: session.id, revokedAt: null },
    data: { activeOrganizationId: organization.id },
  });
  return organization;
}

/** Require a session, for actions of a user at the console. @throws AppError forbidden */
export function requireSession({ principal: { session } }: Scope) {
  if (!session) throw new AppError('forbidden', 'An API key cannot do this; sign in instead.');
  return { session };
}
