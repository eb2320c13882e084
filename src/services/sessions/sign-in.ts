import type { RequestInfo } from '../../auth/context';
import { digestOf } from '../../auth/digest';
import { verifyPassword } from '../../auth/password';
import { newSessionExpiry } from '../../auth/session-lifetime';
import { gantryForm, newToken } from '../../auth/token';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { recordAudit } from '../audit/record';
import type { Services } from '../context';

export interface SignedInSession {
  sessionId: string;
  userId: string;
  /** The session as a bearer token (`gnt_ses_…`), for clients without cookies. */
  token: Secret;
}

/**
 * The one way a password becomes a session. Unknown e-mail, wrong password and suspended user are one answer and
 * cost the same time. Every attempt leaves an audit row.
 * @throws AppError unauthenticated
 */
export async function signIn(
  services: Services,
  request: RequestInfo,
  credentials: { email: string; password: Secret },
): Promise<SignedInSession> {
  const email = credentials.email.trim().toLowerCase();
  const user = await services.database.db.user.findUnique({ where: { email } });
  const matches = await verifyPassword(credentials.password, user?.passwordHash ?? null);
  if (!user || !matches || user.status !== 'active') {
    const error = new AppError('unauthenticated', 'Incorrect email or password.');
    await recordAudit(services, request, null, {
      action: 'session.create',
      targetType: 'session',
      input: {},
      error,
    });
    throw error;
  }
  const session = await createSession(services, request, user.id);
  const input = { id: session.sessionId };
  await recordAudit(services, request, null, {
    action: 'session.create',
    targetType: 'session',
    input,
    error: null,
  });
  return session;
}

async function createSession(
  { database, clock }: Services,
  request: RequestInfo,
  userId: string,
): Promise<SignedInSession> {
  const now = clock.now();
  const token = newToken();
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
      ...newSessionExpiry(now),
    },
  });
  return { sessionId: token.id, userId, token: new Secret(gantryForm('ses', token)) };
}
