import type { Scope } from '../context';
import { revokeKey } from '../tokens/revoke';
import { revokeSession } from './revoke';

/** Ends the credential that this request was made with, as Coder does: a session or an API key. */
export function signOut(scope: Scope): Promise<void> {
  const { session, key } = scope.principal;
  if (key) return revokeKey(scope, key.id);
  return session ? revokeSession(scope, session.id) : Promise.resolve();
}
