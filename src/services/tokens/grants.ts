import { beyondKey, beyondRole, type Grants } from '../../auth/ability-cover';
import { addressListWithin } from '../../auth/address-list';
import type { ApiKey } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import { isAbility } from '../../domain/permission/ability';
import type { Membership } from '../../domain/permission/role-reach';
import { expandScope } from '../../domain/permission/scope';
import type { Scope } from '../context';

/** The columns that limit what a key may do, from where, how often and how long. */
export type KeyBounds = Pick<
  ApiKey,
  'abilities' | 'scopes' | 'allowList' | 'allowedIps' | 'rateLimitRequests' | 'rateLimitWindow' | 'expiresAt'
>;

/** Parse the requested scopes. @throws AppError bad_request for an unknown one (authorization contract §4) */
export function parseScopes(texts: readonly string[]): string[] {
  const scopes = [...new Set(texts)];
  const unknown = scopes.find((text) => expandScope(text) === null);
  if (unknown === undefined) return scopes;
  const detail = `invalid or unsupported API key scope: "${unknown.slice(0, 64)}"`;
  throw new AppError('bad_request', 'Failed to create API key.', { reason: detail, body: { detail } });
}

/** Require that a role may hold these grants. @throws AppError forbidden */
export function requireWithinRole(membership: Membership, wanted: Grants): void {
  if (beyondRole(membership, wanted).length > 0)
    throw new AppError('forbidden', orderedChecks.key_role.v1, { check: 'key_role' });
}

/** Get the key of this request; null for a session, which limits nothing. */
export async function callingKey({ db, principal }: Scope): Promise<ApiKey | null> {
  return principal.key && db.apiKey.findUniqueOrThrow({ where: { id: principal.key.id } });
}

/**
 * Require that a key grants and changes nothing beyond itself: abilities, scopes, objects, addresses, rate, lifetime.
 * @throws AppError forbidden
 */
export function requireWithinKey(held: KeyBounds, wanted: KeyBounds): void {
  const beyond = beyondKey(grantsOf(held), grantsOf(wanted));
  if (beyond.length > 0) throw refusal(`Missing required permissions: ${beyond.join(', ')}`);
  if (!wanted.allowList.every((entry) => isListed(held.allowList, entry)))
    throw refusal('The allow list contains objects that this API key cannot access.');
  if (!addressListWithin(wanted.allowedIps, held.allowedIps))
    throw refusal('The addresses go beyond those allowed for this API key.');
  if (!isRateWithin(held, wanted)) throw refusal('The rate limit is higher than that of this API key.');
  if (held.expiresAt && (!wanted.expiresAt || wanted.expiresAt > held.expiresAt))
    throw refusal('A key cannot create a key that outlives it.');
}

function refusal(message: string): AppError {
  return new AppError('forbidden', message, { check: 'action' });
}

function grantsOf({ abilities, scopes }: KeyBounds): Grants {
  return { abilities: abilities.filter(isAbility), scopes };
}

function isListed(allowList: readonly string[], entry: string): boolean {
  const at = entry.indexOf(':');
  const [type, id] = [entry.slice(0, at), entry.slice(at + 1)];
  return [entry, `${type}:*`, `*:${id}`, '*:*'].some((each) => allowList.includes(each));
}

function isRateWithin(held: KeyBounds, wanted: KeyBounds): boolean {
  if (held.rateLimitRequests === null || held.rateLimitWindow === null) return true;
  if (wanted.rateLimitRequests === null || wanted.rateLimitWindow === null) return false;
  return (
    wanted.rateLimitRequests <= held.rateLimitRequests &&
    wanted.rateLimitRequests * held.rateLimitWindow <= held.rateLimitRequests * wanted.rateLimitWindow
  );
}
