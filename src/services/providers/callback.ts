import type { Principal, RequestInfo } from '../../auth/context';
import { AppError } from '../../domain/error';
import type { ProviderType } from '../../domain/provider-settings';
import { recordAudit } from '../audit/record';
import type { Services } from '../context';
import type { SignedInSession } from '../sessions/create';
import { takeAttempt, type UsedAttempt } from './attempt';
import { callbackUrl, requireProvider } from './configured';
import { requireConversion } from './conversion';
import { convertLogin } from './convert';
import { ProviderRefusal, stateExpired } from './refusal';
import { signInPerson } from './sign-in';

/** What a browser brings back from a provider. */
export interface ProviderReturn {
  type: ProviderType;
  /** Query of the callback, as the provider wrote it. */
  query: URLSearchParams;
  /** State in the cookie set at departure: the same browser must come back. */
  departedState: string | null;
  /** Token of the cookie that `convert-login` set. */
  conversionToken: string | null;
  principal: Principal | null;
}

export interface Arrival {
  session: SignedInSession;
  redirectTo: string;
}

/**
 * Complete an attempt at a provider: sign the user in, or convert the login if it was begun for that. Every attempt
 * leaves an audit row.
 * @throws ProviderRefusal; AppError bad_request, unavailable
 */
export async function completeProviderSignIn(
  services: Services,
  request: RequestInfo,
  arrived: ProviderReturn,
): Promise<Arrival> {
  const state = arrived.query.get('state') ?? '';
  const attempt =
    state !== '' && state === arrived.departedState ? await takeAttempt(services, arrived.type, state) : null;
  const entry = {
    action: attempt?.userId ? 'convert_login' : 'session.login',
    targetType: attempt?.userId ? 'user' : 'session',
    detail: { provider: arrived.type },
  };
  // A user who converts a login is signed in; one who signs in is not known yet.
  const actor = attempt?.userId ? arrived.principal : null;
  try {
    if (!attempt) throw stateExpired();
    const session = await exchange(services, request, { ...arrived, state, attempt });
    const targetUuid = attempt.userId ?? session.sessionId;
    const actorUserId = session.userId;
    await recordAudit(services, request, actor, { ...entry, targetUuid, actorUserId, error: null });
    return { session, redirectTo: attempt.redirectTo };
  } catch (error) {
    const targetUuid = attempt?.userId ?? null;
    if (error instanceof AppError)
      await recordAudit(services, request, actor, { ...entry, targetUuid, error });
    if (error instanceof ProviderRefusal && attempt) error.redirectTo = attempt.redirectTo;
    throw error;
  }
}

async function exchange(
  services: Services,
  request: RequestInfo,
  {
    type,
    query,
    state,
    attempt,
    conversionToken: token,
    principal,
  }: ProviderReturn & { state: string; attempt: UsedAttempt },
): Promise<SignedInSession> {
  const provider = requireProvider(services, type);
  const userId = attempt.userId
    ? await requireConversion(services, { attempt, type, state, token, principal })
    : null;
  if (query.has('error'))
    throw new ProviderRefusal('provider_denied', 'forbidden', `${provider.name} refused the sign-in.`);
  const callback = new URL(`${callbackUrl(services, type)}?${query}`);
  const person = await provider.finish(callback, { state, secrets: attempt.secrets });
  return userId
    ? convertLogin(services, request, { userId, type, person })
    : signInPerson(services, request, { type, person });
}
