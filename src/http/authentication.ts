import type { IncomingMessage } from 'node:http';
import { listAdmits } from '../auth/address-list';
import { type Authentication, authenticate as readCredentials } from '../auth/authenticate';
import { type HeaderToken, headerTokens } from '../auth/carriers';
import type { Principal, RequestInfo } from '../auth/context';
import { principalOf } from '../auth/identity';
import { AppError } from '../domain/error';
import { orderedChecks } from '../domain/ordered-checks';
import type { Headers } from './answer';
import { cookieValue } from './cookies';
import { requireSameOrigin } from './csrf';
import type { Gateway } from './gateway';
import { queryTokenOf } from './query-token';
import { type Calls, countByAddress, countByUser, countPreAuth, requirePreAuthBudget } from './rate-limit';

/** Name of the cookie that `/api/v2` clients know. */
const coderCookie = 'coder_session_token';

/** The demand of a request, as far as checks 1 to 5 must know it. */
export interface Demand {
  /** On REST every caller is subject to the API switch, the addresses and the user's limit; on tRPC tokens are. */
  surface: 'rest' | 'trpc';
  /** `none`: not looked at. `optional`: a wrong one is refused, none is fine. */
  credential: 'required' | 'optional' | 'none';
  /** Whether it answers while the API is switched off. */
  worksWhenDisabled: boolean;
  /** Whether it calls a subscription: the answer stays open. */
  opensStream: boolean;
  /** null: it was counted before, and is looked at again. */
  calls: Calls | null;
}

/** A request before its caller is known. */
export interface Arrival {
  req: IncomingMessage;
  info: RequestInfo;
  demand: Demand;
  /** Headers of the answer, a refusal's too: limits, a renewed cookie, the end of a rotated key. */
  headers: Headers;
}

export interface Admission {
  /** null: no credential, or a cookie that is over. */
  principal: Principal | null;
  /** State of the limit of the key, else of the user. */
  rateLimit: RequestInfo['rateLimit'];
  /** When the credential ends by itself; null: never. */
  endsAt: Date | null;
  visitor?: RequestInfo['visitor'];
}

const unknownCaller: Admission = { principal: null, rateLimit: undefined, endsAt: null };

/**
 * Run checks 1 to 5 of the authorization contract (§11), in order: each line is a row of its table.
 * @throws AppError forbidden, too_many_requests, unauthenticated, bad_request
 */
export async function authenticate(gateway: Gateway, arrival: Arrival): Promise<Admission> {
  const { services, accessPolicy } = gateway;
  const { req, info, demand, headers } = arrival;
  const { calls } = demand;
  if (demand.surface === 'rest' && calls?.health) {
    await countByAddress(services, info.ip, calls, headers); // and nothing else: monitors must get through
    return unknownCaller;
  }
  const tokens = demand.credential === 'none' ? [] : headerTokens(req.headersDistinct, queryTokenOf(req));
  const isSubject = demand.surface === 'rest' || tokens.length > 0;
  const requireAccess = () => isSubject && refuseByPolicy(gateway, info.ip, demand);

  // A caller who has used up this budget costs no query, so the copy of the policy answers here.
  if (calls)
    await requirePreAuthBudget(services, info.ip, headers).catch((exceeded: unknown) => {
      requireAccess();
      throw exceeded;
    });
  const found = await credentialOf(gateway, arrival, tokens);
  if (found?.policy) accessPolicy.correct(found.policy);
  else if (isSubject && demand.credential === 'none') await accessPolicy.refresh();
  requireAccess();
  if (calls) await countByAddress(services, info.ip, calls, headers);
  if (calls && (found?.refusal || (!found?.identity && lacksCredential(demand.credential, calls))))
    await countPreAuth(services, info.ip, headers);
  if (found?.refusal) throw found.refusal;
  if (!found?.identity) return unknownCaller;
  const { identity, keyTerms, endsAt } = found;
  const rateLimit =
    isSubject && calls?.api
      ? await countByUser(services, { identity, keyTerms }, calls.api, headers)
      : undefined;
  if (identity.via === 'cookie') requireSameOrigin(req, services.installation.publicUrl);
  if (demand.credential === 'optional' && identity.session && !identity.membership)
    return { principal: null, rateLimit, endsAt, visitor: identity.user };
  const principal = principalOf(identity);
  gateway.keyAddresses.note(services, info, principal);
  await addHeaders(gateway, principal, found, headers);
  return { principal, rateLimit, endsAt };
}

async function credentialOf(
  gateway: Gateway,
  { req, info, demand }: Arrival,
  tokens: HeaderToken[],
): Promise<Authentication | null> {
  if (demand.credential === 'none') return null;
  const { cookie } = req.headers;
  const hasCookie = tokens.length === 0 && cookie !== undefined;
  const carried = {
    tokens,
    cookieSessionId: hasCookie ? await gateway.sessionCookie.read(cookie) : null,
    cookieToken: hasCookie ? cookieValue(cookie, coderCookie) : null,
  };
  return readCredentials(gateway.services, carried, info);
}

/** The error of rows 1 and 2; null when they pass. */
function refuseByPolicy({ accessPolicy }: Gateway, ip: string, { worksWhenDisabled }: Demand): void {
  if (!accessPolicy.isApiEnabled && !worksWhenDisabled) throw refusal('api_enabled');
  if (!listAdmits(accessPolicy.allowedAddresses, ip)) throw refusal('address');
}

function refusal(check: 'api_enabled' | 'address'): AppError {
  return new AppError('forbidden', orderedChecks[check].v1, { check, body: { success: true } });
}

/**
 * Whether a credential is missing. A public operation needs none, but its callers are counted like those without one.
 */
function lacksCredential(credential: Demand['credential'], calls: Calls): boolean {
  return credential === 'required' || Boolean(calls.api);
}

async function addHeaders(
  gateway: Gateway,
  principal: Principal,
  { keyTerms, sessionExpiresAt }: Authentication,
  headers: Headers,
): Promise<void> {
  if (keyTerms?.graceUntil)
    Object.assign(headers, { Deprecation: 'true', Sunset: keyTerms.graceUntil.toUTCString() });
  const { via, user, session } = principal;
  // A sign-in by `coder_session_token` keeps its own cookie: only the sealed one is renewed.
  if (via === 'cookie' && session && sessionExpiresAt)
    headers['Set-Cookie'] = await gateway.sessionCookie.renew(
      { sub: user.id, sid: session.id },
      sessionExpiresAt,
    );
}
