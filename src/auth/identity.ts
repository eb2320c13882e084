import type { KeyRow, SessionRow } from '../db/queries/principal';
import { AppError } from '../domain/error';
import { type Ability, abilities } from '../domain/permission';
import type { Principal, Via } from './context';

type Membership = Pick<Principal, 'organization' | 'role' | 'customRole' | 'grants' | 'isLimited'>;

/**
 * A live credential of an active user. It becomes a principal by `principalOf`, after the checks that stand between
 * (authorization contract §11, rows 4c to 5).
 */
export type Identity = Omit<Principal, keyof Membership> & { membership: Membership | null };

export function unauthenticated(): AppError {
  return new AppError('unauthenticated', 'Unauthenticated.');
}

/** Row 5: the user has left the organization. */
export function principalOf({ membership, ...identity }: Identity): Principal {
  if (!membership) throw new AppError('unauthenticated', 'Invalid token.');
  return { ...identity, ...membership };
}

/** null unless the row is a key that is neither revoked nor expired, of an active user. */
export function identityOfKey(via: Via, row: KeyRow, now: Date): Identity | null {
  if (row.id === null || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now))
    return null;
  if (row.userStatus !== 'active') return null;
  const key = {
    id: row.id,
    no: row.no,
    name: row.name,
    abilities: row.abilities.filter(isAbility),
    scopes: row.scopes,
    allowList: row.allowList,
  };
  return { via, user: userOf(row), session: null, key, membership: membershipOf(row) };
}

/** null unless the row is a session that is neither revoked nor past either of its ends, of an active user. */
export function identityOfSession(via: Via, row: SessionRow, now: Date): Identity | null {
  if (row.id === null || row.revokedAt !== null || row.expiresAt <= now || row.absoluteExpiresAt <= now)
    return null;
  if (row.userStatus !== 'active') return null;
  return { via, user: userOf(row), session: { id: row.id }, key: null, membership: membershipOf(row) };
}

function userOf(row: KeyRow | SessionRow): Principal['user'] {
  return {
    id: row.userId,
    no: row.userNo,
    email: row.email,
    username: row.username,
    name: row.userName,
    siteRole: row.siteRole,
  };
}

function membershipOf(row: KeyRow | SessionRow): Identity['membership'] {
  if (row.role === null) return null;
  return {
    organization: {
      id: row.organizationId,
      no: row.organizationNo,
      slug: row.organizationSlug,
      name: row.organizationName,
    },
    role: row.role,
    customRole: row.customRole,
    grants: row.grants,
    isLimited: row.isLimited,
  };
}

/** Abilities are stored as text; one that a later version wrote and this one does not know grants nothing. */
function isAbility(text: string): text is Ability {
  return (abilities as readonly string[]).includes(text);
}
