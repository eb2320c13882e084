import { findSession } from '../db/queries/principal';
import type { AuthenticationTools } from './authenticate';
import { type Identity, identityOfSession } from './identity';
import { isLiveSession } from './liveness';

/** Find the owner of a session, without extending it; null when the session has ended. */
export async function sessionOwner(
  { database, clock }: Pick<AuthenticationTools, 'database' | 'clock'>,
  sessionId: string,
): Promise<Identity['user'] | null> {
  const row = (await findSession(database.pool, sessionId)) ?? null;
  if (!isLiveSession(row, clock.now()) || row.userStatus !== 'active') return null;
  return identityOfSession('cookie', row).user;
}
