import type { Scope } from '../context';
import { revokeKey } from '../tokens/revoke';
import { revokeSession } from './revoke';

/** End the credential of this request, as Coder does: a session or an API key. */
export async function signOut(scope: Scope): Promise<void> {
  const { session, key } = scope.principal;
  if (key) await revokeKey(scope, key.id, false);
  else if (session) await revokeSession(scope, session.id);
}
