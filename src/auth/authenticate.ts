import type { Database } from '../db/database';
import {
  extendSession,
  findKey,
  findSession,
  type KeyRow,
  type SessionRow,
  touchKey,
} from '../db/queries/principal';
import { AppError, errorMessage } from '../domain/error';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/log';
import type { HeaderToken } from './carriers';
import type { RequestInfo, Via } from './context';
import { digestOf, matchesDigest } from './digest';
import { type Identity, identityOfKey, identityOfSession, unauthenticated } from './identity';
import { renewalThreshold, slideTo } from './session-lifetime';
import { type ParsedToken, parseToken } from './token';

export interface AuthenticationTools {
  database: Database;
  clock: Clock;
  log: Logger;
}

export interface Authentication {
  /** As read in the same statement; null when nothing had to be read. */
  isApiEnabled: boolean | null;
  /** null with `refusal` null: nothing was sent, or a cookie that means nothing any more. */
  identity: Identity | null;
  /** Handed over instead of thrown: the API switch answers first (authorization contract §11). */
  refusal: AppError | null;
  /** Set when the session was extended by this request: its cookie has to be renewed. */
  sessionExpiresAt: Date | null;
}

const nothing: Authentication = { isApiEnabled: null, identity: null, refusal: null, sessionExpiresAt: null };

/** What a request brought along. Tokens win; a cookie counts only when there is none. */
export interface Carried {
  tokens: HeaderToken[];
  /** Session id out of the sealed session cookie. */
  cookieSessionId: string | null;
  /** Text of the `coder_session_token` cookie. */
  cookieToken: string | null;
}

/** Who is asking, in one statement per credential. Never throws for a bad credential. */
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

/** The spellings of one row have its secret in common, and no two rows share one. */
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
  const matches = matchesDigest(secret, row?.hash ?? null);
  const identity = row && matches ? identityOfKey(via, row, now) : null;
  if (row && identity?.key) recordUse(tools, row, identity.key.id, now, request);
  return {
    isApiEnabled: row?.isApiEnabled ?? null,
    identity,
    refusal: identity ? null : unauthenticated(),
    sessionExpiresAt: null,
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
  const found = row && matches ? await liveSession(tools, via, row) : null;
  return found ?? { ...nothing, isApiEnabled: row?.isApiEnabled ?? null, refusal: unauthenticated() };
}

/** The cookie is sealed, so the id in it needs no secret beside it. */
async function byCookie(tools: AuthenticationTools, id: string): Promise<Authentication> {
  const row = await findSession(tools.database.pool, id);
  const found = row ? await liveSession(tools, 'cookie', row) : null;
  return found ?? { ...nothing, isApiEnabled: row?.isApiEnabled ?? null };
}

async function liveSession(
  tools: AuthenticationTools,
  via: Via,
  row: SessionRow,
): Promise<Authentication | null> {
  const now = tools.clock.now();
  const identity = identityOfSession(via, row, now);
  if (!identity?.session) return null;
  const sessionExpiresAt = await slide(tools, row, identity.session.id, now);
  return { isApiEnabled: row.isApiEnabled, identity, refusal: null, sessionExpiresAt };
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

const useInterval = 60_000;

/** Written beside the request: it neither waits for it nor fails with it. */
function recordUse(
  { database, log }: AuthenticationTools,
  row: KeyRow,
  id: string,
  now: Date,
  request: Pick<RequestInfo, 'ip' | 'userAgent'>,
): void {
  if (row.lastUsedAt && now.getTime() - row.lastUsedAt.getTime() < useInterval) return;
  touchKey(database.pool, { id, at: now, ...request }).catch((error: unknown) => {
    log.warn({ key: id, error: errorMessage(error) }, 'last use of a key not written');
  });
}
