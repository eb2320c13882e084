import type { RequestInfo } from '../../auth/context';
import { AppError } from '../../domain/error';
import { recordAudit } from '../audit/record';
import type { Services } from '../context';
import { type Credentials, checkCredentials, findUserByEmail } from './check-credentials';
import { createSession, type SignedInSession } from './create';
import { SignInRefusal } from './sign-in-refusal';

/**
 * Sign in with a password, for the console and for `/users/login`. Every attempt leaves an audit row,
 * with the owner of the address as its actor when there is one.
 * @throws AppError see checkCredentials
 */
export async function signIn(
  services: Services,
  request: RequestInfo,
  credentials: Credentials,
): Promise<SignedInSession> {
  const email = credentials.email.trim().toLowerCase();
  const entry = { action: 'session.login', targetType: 'session' };
  try {
    const { userId } = await checkCredentials(services, { ...credentials, email });
    const session = await createSession(services, request, userId);
    const targetUuid = session.sessionId;
    const status = request.surface === 'v2' ? 201 : 200;
    const success = { ...entry, targetUuid, actorUserId: userId, status, error: null };
    await recordAudit(services, request, null, success);
    return session;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Looked up again, so that the answer for an unknown address is not faster.
    const user = await findUserByEmail(services.database.db, email);
    const detail = { refusal: error instanceof SignInRefusal ? error.why : error.code };
    await recordAudit(services, request, null, { ...entry, actorUserId: user?.id ?? null, detail, error });
    throw error;
  }
}
