import type { Database } from '../db/database';
import { extendSession, findKey, findSession, type KeyRow, type SessionRow } from '../db/queries/principal';
import { AppError } from '../domain/error';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/log';
import type { HeaderToken } from './carriers';
import type { RequestInfo, Via } from './context';
import { digestOf, matchesDigest } from './digest';
import { type Identity, identityOfKey, identityOfSession } from './identity';
import { recordKeyUse, recordSessionUse } from './last-use';
import type { Quota } from './limits/classes';
import {
  endOfKey,
  endOfSession,
  isLiveKey,
  isLiveSession,
  refusalOfKey,
  refusalOfSession,
  unauthenticated,
} from './liveness';
import { renewalThreshold, slideTo } from './session-lifetime';
import { type ParsedToken, parseToken } from './token';

export interface AuthenticationTools {
  database: Database;
  clock: Clock;
  log: Logger;
}

/** The installation's policy for API requests. */
export interface AccessPolicy {
  isApiEnabled: boolean;
  /** Allowed addresses, comma-separated; empty: everyone. */
  allowedIps: string;
}

/** Terms of use of an API key. */
export interface KeyTerms {
  /** Limit of the key, in addition to the user's. */
  quota: Quota | null;
  /** Set for a rotated key: when it stops working. */
  graceUntil: Date | null;
}

export interface Authentication {
  /** Policy read in the same statement; null when nothing was read. */
  policy: AccessPolicy | null;
  /** null with `refusal` null: no credential, or an obsolete cookie. */
  identity: Identity | null;
  /** Set with the identity of an API key. */
  keyTerms: KeyTerms | null;
  /**
   * A refusal, returned instead of thrown: the API switch and the addresses are checked first (authorization contract
   * §11).
   */
  refusal: AppError | null;
  /** Set when this request extended the session: its cookie must be renewed. */
  sessionExpiresAt: Date | null;
  /** When the credential expires; null: never, or there is none. */
  endsAt: Date | null;
}

const nothing: Authentication = {
  policy: null,
  identity: null,
  keyTerms: null,
  refusal: null,
  sessionExpiresAt: null,
  endsAt: null,
};

/** Credentials of a request. Tokens take precedence; a cookie counts only without one. */
export interface Carried {
  tokens: HeaderToken[];
  /** Session id from the sealed session cookie. */
  cookieSessionId: string | null;
  /** Text of the `coder_session_token` cookie. */
  cookieToken: string | null;
}

/** Identify the caller, in one statement per credential. Never throws for a bad credential. */
export async function authenticate(
  tools: AuthenticationTools,
  carried: Carried,
  request: Pick<RequestInfo, 'ip' | 'userAgent'>,
): Promise<Authentication> {
  if (carried.tokens.length > 0) return byTokens(tools, carried.tokens, request);
  if (carried.cookieSessionId) return byCookie(tools, carried.cookieSessionId);
  const token = carried.cookieToken === null ? null : parseToken(carried.cookieToken);
  if (token?.lookup.by !== 'id' || token.lookup.table === 'keys') return nothing;
  const found = await bySession(tools, 'cookie', token.lookup.id, token.secret);
  return { ...found, refusal: null };
}

async function byTokens(
  tools: AuthenticationTools,
  tokens: HeaderToken[],
  request: Pick<RequestInfo, 'ip' | 'userAgent'>,
): Promise<Authentication> {
  const parsed = tokens.map(({ via, text }) => ({ via, token: parseToken(text) }));
  const wellFormed = parsed.flatMap(({ via, token }) => (token ? [{ via, token }] : []));
  const [first, ...others] = distinctSecrets(wellFormed);
  if (!first || wellFormed.length < parsed.length) return { ...nothing, refusal: unauthenticated() };
  const found = await byToken(tools, first.via, first.token, request);
  for (const other of others) {
    const second = await byToken(tools, other.via, other.token, request);
    if (found.refusal || second.refusal) return { ...second, identity: null, refusal: unauthenticated() };
    return {
      ...second,
      identity: null,
      refusal: new AppError('bad_request', 'Multiple credentials supplied.'),
    };
  }
  return found;
}

/** Keep the tokens with distinct secrets: the forms of one row have the same secret, and no two rows share one. */
function distinctSecrets(tokens: { via: Via; token: ParsedToken }[]): { via: Via; token: ParsedToken }[] {
  return tokens.filter(
    ({ token }, index) => tokens.findIndex((other) => other.token.secret === token.secret) === index,
  );
}

async function byToken(
  tools: AuthenticationTools,
  via: Via,
  { lookup, secret }: ParsedToken,
  request: Pick<RequestInfo, 'ip' | 'userAgent'>,
): Promise<Authentication> {
  if (lookup.by === 'id' && lookup.table === 'sessions') return bySession(tools, via, lookup.id, secret);
  const row = await findKeyRow(tools, lookup, secret);
  if (row?.id == null && lookup.by === 'id' && lookup.table === 'either')
    return bySession(tools, via, lookup.id, secret);
  const now = tools.clock.now();
  const matching = matchesDigest(secret, row?.hash ?? null) && row ? row : null;
  const refusal = refusalOfKey(matching, now, request.ip);
  const read = { ...nothing, policy: policyOf(row) };
  if (refusal || !isLiveKey(matching, now)) return { ...read, refusal };
  recordKeyUse(tools, matching, now, request);
  return {
    ...read,
    identity: identityOfKey(via, matching),
    keyTerms: termsOf(matching),
    endsAt: endOfKey(matching),
  };
}

function policyOf(row: KeyRow | SessionRow | undefined): AccessPolicy | null {
  return row ? { isApiEnabled: row.isApiEnabled, allowedIps: row.instanceAllowedIps } : null;
}

function termsOf({ rateLimitRequests, rateLimitWindow, graceUntil, rotatedToId }: KeyRow): KeyTerms {
  const hasQuota = rateLimitRequests !== null && rateLimitWindow !== null;
  return {
    quota: hasQuota ? { requests: rateLimitRequests, windowSeconds: rateLimitWindow } : null,
    graceUntil: rotatedToId === null ? null : graceUntil,
  };
}

function findKeyRow(
  { database }: AuthenticationTools,
  lookup: ParsedToken['lookup'],
  secret: string,
): Promise<KeyRow | undefined> {
  switch (lookup.by) {
    case 'id':
      return findKey(database.pool, 'id', lookup.id);
    case 'no':
      return findKey(database.pool, 'no', lookup.no);
    case 'secret':
      return findKey(database.pool, 'hash', digestOf(secret));
  }
}

async function bySession(
  tools: AuthenticationTools,
  via: Via,
  id: string,
  secret: string,
): Promise<Authentication> {
  const row = await findSession(tools.database.pool, id);
  const matches = matchesDigest(secret, row?.tokenHash ?? null);
  return sessionAnswer(tools, via, row, matches);
}

/** Find the session of a sealed cookie. The seal proves that the id is genuine, so no secret is compared. */
async function byCookie(tools: AuthenticationTools, id: string): Promise<Authentication> {
  const found = await sessionAnswer(tools, 'cookie', await findSession(tools.database.pool, id), true);
  return { ...found, refusal: null };
}

async function sessionAnswer(
  tools: AuthenticationTools,
  via: Via,
  row: SessionRow | undefined,
  matches: boolean,
): Promise<Authentication> {
  const now = tools.clock.now();
  const matching = matches && row ? row : null;
  const refusal = refusalOfSession(matching, now);
  const read = { ...nothing, policy: policyOf(row) };
  if (refusal || !isLiveSession(matching, now)) return { ...read, refusal };
  recordSessionUse(tools, matching, now);
  const sessionExpiresAt = await slide(tools, matching, matching.id, now);
  return {
    ...read,
    identity: identityOfSession(via, matching),
    sessionExpiresAt,
    endsAt: sessionExpiresAt ?? endOfSession(matching),
  };
}

async function slide(
  { database }: AuthenticationTools,
  row: SessionRow,
  id: string,
  now: Date,
): Promise<Date | null> {
  const ifExtendedBefore = renewalThreshold(now);
  if (row.updatedAt > ifExtendedBefore) return null;
  const expiresAt = slideTo(now, row.absoluteExpiresAt);
  return (await extendSession(database.pool, { id, at: now, expiresAt, ifExtendedBefore }))
    ? expiresAt
    : null;
}
