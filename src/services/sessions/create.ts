import type { RequestInfo } from '../../auth/context';
import { digestOf } from '../../auth/digest';
import { newSessionExpiry } from '../../auth/session-lifetime';
import { gantryForm, newToken } from '../../auth/token';
import { Secret } from '../../domain/secret';
import type { Services } from '../context';

export interface SignedInSession {
  sessionId: string;
  userId: string;
  /** The session as a bearer token (`gnt_ses_…`), for clients without cookies. */
  token: Secret;
  expiresAt: Date;
}

/** Create the session of a new sign-in, by whatever method. */
export async function createSession(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  request: Pick<RequestInfo, 'ip' | 'userAgent'>,
  userId: string,
): Promise<SignedInSession> {
  const now = clock.now();
  const token = newToken();
  const expiry = newSessionExpiry(now);
  await database.db.session.create({
    data: {
      id: token.id,
      tokenHash: digestOf(token.secret),
      hint: token.secret.slice(-4),
      userId,
      ip: request.ip,
      userAgent: request.userAgent,
      createdAt: now,
      updatedAt: now,
      ...expiry,
    },
  });
  const form = new Secret(gantryForm('ses', token));
  return { sessionId: token.id, userId, token: form, expiresAt: expiry.expiresAt };
}
