import type { RateClass } from '../api/trpc';
import { subscriberOf } from '../auth/address';
import type { KeyTerms } from '../auth/authenticate';
import type { RequestInfo } from '../auth/context';
import type { Identity } from '../auth/identity';
import type { LimitClass } from '../auth/limits/classes';
import type { LimitState } from '../auth/limits/limits';
import { tooManyRequests } from '../domain/too-many-requests';
import type { Services } from '../services/context';
import type { Headers } from './answer';

/** Number of calls of each class in a request: one on REST; on tRPC, one for each call of a batch. */
export type Calls = Partial<Record<RateClass, number>>;

/** Classes that count by address, whatever the credential. Login and passcodes share one counter (§5.5). */
const byAddress = {
  login: 'login',
  otp: 'login',
  health: 'health',
  feedback: 'feedback',
  webhook: 'webhook',
} as const satisfies Partial<Record<RateClass, LimitClass>>;

/** Check row 3, before a credential is looked up. @throws AppError too_many_requests */
export async function requirePreAuthBudget(
  { limits }: Services,
  ip: string,
  headers: Headers,
): Promise<void> {
  const state = await limits.peek('pre_auth', subscriberOf(ip));
  if (!state.isAllowed) throw exceeded(state, headers, 'pre_auth_limit');
}

/** Add the state of the address's limit to a refusal that preceded every limit check: all responses show one (§11). */
export async function showPreAuth({ limits }: Services, ip: string, headers: Headers): Promise<void> {
  if (headers['X-RateLimit-Limit'] === undefined)
    Object.assign(headers, rateHeaders(await limits.peek('pre_auth', subscriberOf(ip))));
}

/** Count a request whose credential is missing or refused. @throws AppError too_many_requests */
export async function countPreAuth({ limits }: Services, ip: string, headers: Headers): Promise<void> {
  pass(await limits.check('pre_auth', subscriberOf(ip)), headers, 'pre_auth_limit');
}

/** Count the calls of classes that count by address. @throws AppError too_many_requests */
export async function countByAddress(
  { limits }: Services,
  ip: string,
  calls: Calls,
  headers: Headers,
): Promise<void> {
  const totals = new Map<LimitClass, number>();
  for (const [rate, limit] of Object.entries(byAddress) as [keyof typeof byAddress, LimitClass][]) // keys of a literal
    if (calls[rate]) totals.set(limit, (totals.get(limit) ?? 0) + calls[rate]);
  for (const [limit, cost] of totals) pass(await limits.check(limit, subscriberOf(ip), cost), headers);
}

/** Count a request for a public document, with or without a credential. @throws AppError too_many_requests */
export async function countDocument({ limits }: Services, ip: string, headers: Headers): Promise<void> {
  pass(await limits.check('document', subscriberOf(ip)), headers);
}

/**
 * Check row 4d: the user's limit, and the key's own if it has one. The response headers show the tighter one.
 * @returns the state of the key's own limit, or else of the user's
 * @throws AppError too_many_requests
 */
export async function countByUser(
  { limits }: Services,
  { identity, keyTerms }: { identity: Identity; keyTerms: KeyTerms | null },
  cost: number,
  headers: Headers,
): Promise<NonNullable<RequestInfo['rateLimit']>> {
  const ofUser = await limits.check('api', identity.user.id, cost);
  pass(ofUser, headers);
  if (!identity.key || !keyTerms?.quota) return figures(ofUser);
  const ofKey = await limits.checkKey(identity.key.id, keyTerms.quota, cost);
  if (!ofKey.isAllowed || ofKey.remaining < ofUser.remaining) pass(ofKey, headers);
  return figures(ofKey);
}

function pass(
  state: LimitState,
  headers: Headers,
  check: 'pre_auth_limit' | 'rate_limit' = 'rate_limit',
): void {
  if (!state.isAllowed) throw exceeded(state, headers, check);
  Object.assign(headers, rateHeaders(state));
}

function exceeded(state: LimitState, headers: Headers, check: 'pre_auth_limit' | 'rate_limit') {
  Object.assign(headers, rateHeaders({ ...state, remaining: 0 }));
  return tooManyRequests(state, (state.resetAt - Date.now()) / 1000, check);
}

function rateHeaders(state: LimitState): Record<string, string> {
  const { limit, remaining, reset } = figures(state);
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(reset),
  };
}

function figures({ requests, remaining, resetAt }: LimitState) {
  return { limit: requests, remaining, reset: Math.ceil(resetAt / 1000) };
}
