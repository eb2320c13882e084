import { parseAddressList } from '../../auth/address-list';
import type { ApiKey } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { Ability } from '../../domain/permission/ability';
import type { Scope } from '../context';
import { enterOrganization } from '../organizations/enter';
import { chosenExpiry } from './expiry';
import { callingKey, type KeyBounds, parseScopes, requireWithinKey, requireWithinRole } from './grants';
import { type CreatedKey, insertKey } from './insert';

export interface RateLimit {
  requests: number;
  windowSeconds: number;
}

/** The request for a new key. Undefined members are taken from the key that creates it, if there is one. */
export interface NewKey {
  name: string;
  /** Without abilities and scopes: `read`. */
  abilities?: readonly Ability[];
  scopes?: readonly string[];
  /** null: it does not expire. undefined: thirty days, or as long as allowed. */
  expiresInDays?: number | null;
  /** An exact expiry instead of a number of days. */
  expiresAt?: Date | null;
  notBefore?: Date | null;
  allowedIps?: readonly string[];
  rateLimit?: RateLimit | null;
  /** `type:id` each; absent: everything. */
  allowList?: readonly string[];
  /** Uuid or number of another organization of a session's user. */
  organization?: string;
}

/**
 * Create a key of the caller, permanently for one organization. It may do no more than the caller's role and the
 * creating key.
 * @throws AppError bad_request (unknown scope), forbidden, not_found (organization), validation_failed, conflict (name
 *   in use)
 */
export async function createKey(scope: Scope, wish: NewKey): Promise<CreatedKey> {
  const place = await placeOf(scope, wish.organization);
  const { clock, principal, organizationId } = place;
  const parent = await callingKey(place);
  const bounds = await boundsOf(place, wish, parent);
  if (wish.notBefore && bounds.expiresAt && wish.notBefore >= bounds.expiresAt)
    throw new AppError('validation_failed', 'Validation failed.', {
      fields: { not_before: ['Must be before the key expires.'] },
    });
  return insertKey(place, {
    ...bounds,
    userId: principal.user.id,
    organizationId,
    createdByKeyId: principal.key?.id ?? null,
    name: wish.name,
    notBefore: wish.notBefore ?? null,
    createdAt: clock.now(),
  });
}

/** Find the organization that the key will belong to. */
async function placeOf(scope: Scope, reference: string | undefined): Promise<Scope> {
  const { key, organization } = scope.principal;
  if (reference === undefined) return scope;
  if (key && reference !== organization.id && reference !== String(organization.no))
    throw new AppError('forbidden', 'An API key can only create keys for its own organization.', {
      check: 'action',
    });
  return enterOrganization(scope, reference, 'api_key:create');
}

/**
 * What a requested key may do and how long it lives, within the caller's role and the creating key.
 * @throws AppError bad_request (unknown scope), forbidden, validation_failed
 */
export async function boundsOf(place: Scope, wish: NewKey, parent: ApiKey | null): Promise<KeyBounds> {
  const grants = grantsOf(wish);
  requireWithinRole(place.principal, grants);
  const { maxKeyDays } = await place.db.organization.findUniqueOrThrow({
    where: { id: place.organizationId },
  });
  const bounds: KeyBounds = {
    ...grants,
    allowList: [...(wish.allowList ?? parent?.allowList ?? ['*:*'])],
    allowedIps: wish.allowedIps ? parseAddressList(wish.allowedIps) : (parent?.allowedIps ?? []),
    ...rateColumns(wish.rateLimit, parent),
    expiresAt: chosenExpiry(wish, {
      now: place.clock.now(),
      maxDays: maxKeyDays,
      parentEnd: parent?.expiresAt ?? null,
    }),
  };
  if (parent) requireWithinKey(parent, bounds);
  return bounds;
}

function grantsOf({ abilities = [], scopes = [] }: NewKey) {
  const isEmpty = abilities.length === 0 && scopes.length === 0;
  const held: Ability[] = isEmpty ? ['read'] : [...new Set(abilities)];
  return { abilities: held, scopes: parseScopes(scopes) };
}

/** The columns of a rate limit; undefined: those of `otherwise`. */
export function rateColumns(
  limit: RateLimit | null | undefined,
  otherwise: Pick<ApiKey, 'rateLimitRequests' | 'rateLimitWindow'> | null,
) {
  if (limit === undefined)
    return {
      rateLimitRequests: otherwise?.rateLimitRequests ?? null,
      rateLimitWindow: otherwise?.rateLimitWindow ?? null,
    };
  return { rateLimitRequests: limit?.requests ?? null, rateLimitWindow: limit?.windowSeconds ?? null };
}
