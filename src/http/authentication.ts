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

/** Requirements of a request, as far as checks 1 to 5 need them. */
export interface Demand {
  /**
   * On REST every request is subject to the API switch, the address list and the user's limit; on tRPC only those with
   * a token.
   */
  surface: 'rest' | 'trpc';
  /** `none`: credentials are ignored. `optional`: an invalid credential is refused, a missing one is accepted. */
  credential: 'required' | 'optional' | 'none';
  /** Whether the operation works while the API is switched off. */
  worksWhenDisabled: boolean;
  /** Whether the request calls a subscription, whose response stays open. */
  opensStream: boolean;
  /** Calls to count; null when the request was counted before and is only checked again. */
  calls: Calls | null;
}

/** A request before its caller is known. */
export interface Arrival {
  req: IncomingMessage;
  info: RequestInfo;
  demand: Demand;
  /** Headers of the response, also of a refusal: limits, a renewed cookie, the end of a rotated key. */
  headers: Headers;
}

export interface Admission {
  /** null: no credential, an obsolete cookie, or a user without an organization (see `visitor`). */
  principal: Principal | null;
  /** State of the limit of the key, or else of the user. */
  rateLimit: RequestInfo['rateLimit'];
  /** When the credential expires; null: never, or there is none. */
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
    await countByAddress(services, info.ip, calls, headers); // nothing else is checked: monitors must get through
    return unknownCaller;
  }
  const tokens = demand.credential === 'none' ? [] : headerTokens(req.headersDistinct, queryTokenOf(req));
  const isSubject = demand.surface === 'rest' || tokens.length > 0;
  const requireAccess = () => isSubject && refuseByPolicy(gateway, info.ip, demand);

  // A caller who has used up this budget must not cost a query, so the policy is read from the copy.
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

/** Run rows 1 and 2. @throws AppError forbidden */
function refuseByPolicy({ accessPolicy }: Gateway, ip: string, { worksWhenDisabled }: Demand): void {
  if (!accessPolicy.isApiEnabled && !worksWhenDisabled) throw refusal('api_enabled');
  if (!listAdmits(accessPolicy.allowedAddresses, ip)) throw refusal('address');
}

function refusal(check: 'api_enabled' | 'address'): AppError {
  return new AppError('forbidden', orderedChecks[check].v1, { check, body: { success: true } });
}

/**
 * Whether a request without a credential counts as lacking one. A public operation needs none, but its API calls count.
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
  // `coder_session_token` is never renewed; only the sealed cookie is.
  if (via === 'cookie' && session && sessionExpiresAt)
    headers['Set-Cookie'] = await gateway.sessionCookie.renew(
      { sub: user.id, sid: session.id },
      sessionExpiresAt,
    );
}
