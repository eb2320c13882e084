import { findSession } from '../db/queries/principal';
import type { AuthenticationTools } from './authenticate';
import { type Identity, identityOfSession } from './identity';

/** Who a session belongs to; null when it is over. Does not extend it. */
export async function sessionOwner(
  { database, clock }: Pick<AuthenticationTools, 'database' | 'clock'>,
  sessionId: string,
): Promise<Identity['user'] | null> {
  const row = await findSession(database.pool, sessionId);
  return (row && identityOfSession('cookie', row, clock.now())?.user) ?? null;
}
