import type { IncomingMessage } from 'node:http';
import { type Authentication, authenticate as readCredentials } from '../auth/authenticate';
import { headerTokens } from '../auth/carriers';
import type { Principal, RequestInfo } from '../auth/context';
import { principalOf } from '../auth/identity';
import { AppError } from '../domain/error';
import { cookieValue } from './cookies';
import { requireSameOrigin } from './csrf';
import type { Gateway } from './gateway';

/** Name of the cookie that `/api/v2` clients know. */
const coderCookie = 'coder_session_token';

export interface AuthenticationPolicy {
  /** Whom a switched-off API refuses: everybody on REST, only tokens on tRPC, nobody on a few operations. */
  apiSwitch: 'everybody' | 'tokens' | 'nobody';
}

export interface Authenticated {
  principal: Principal | null;
  /** `Set-Cookie` when the session was extended by this request. */
  setCookie: string | null;
}

/**
 * Checks 1 to 5 of the authorization contract (§11), in order. Addresses (2), limits (3, 4d) and a key's own
 * addresses (4b) have their place here when they come. null principal: nothing was sent, or a cookie that is over.
 * @throws AppError forbidden, unauthenticated, bad_request
 */
export async function authenticate(
  gateway: Gateway,
  req: IncomingMessage,
  info: RequestInfo,
  policy: AuthenticationPolicy,
): Promise<Authenticated> {
  const tokens = headerTokens(req.headers);
  const found = await readCredentials(gateway.services, await carriedBy(gateway, req, tokens), info);
  if (found.isApiEnabled !== null) gateway.apiSwitch.isEnabled = found.isApiEnabled;
  if (!gateway.apiSwitch.isEnabled && isSubject(policy, tokens.length > 0)) throw apiDisabled();
  if (found.refusal) throw found.refusal;
  if (!found.identity) return { principal: null, setCookie: null };
  if (found.identity.via === 'cookie') requireSameOrigin(req, gateway.services.installation.publicUrl);
  const principal = principalOf(found.identity);
  return { principal, setCookie: await renewedCookie(gateway, principal, found) };
}

async function carriedBy(gateway: Gateway, req: IncomingMessage, tokens: ReturnType<typeof headerTokens>) {
  const { cookie } = req.headers;
  if (tokens.length > 0 || cookie === undefined) return { tokens, cookieSessionId: null, cookieToken: null };
  return {
    tokens,
    cookieSessionId: await gateway.sessionCookie.read(cookie),
    cookieToken: cookieValue(cookie, coderCookie),
  };
}

function isSubject({ apiSwitch }: AuthenticationPolicy, hasToken: boolean): boolean {
  return apiSwitch === 'everybody' || (apiSwitch === 'tokens' && hasToken);
}

function apiDisabled(): AppError {
  return new AppError('forbidden', 'API is disabled.', { body: { success: true } });
}

/** A sign-in by `coder_session_token` keeps its own cookie: only the sealed one is renewed. */
async function renewedCookie(
  { sessionCookie }: Gateway,
  { via, user, session }: Principal,
  { sessionExpiresAt }: Authentication,
): Promise<string | null> {
  if (via !== 'cookie' || !session || !sessionExpiresAt) return null;
  return sessionCookie.renew({ sub: user.id, sid: session.id }, sessionExpiresAt);
}
