import type { KeyRow, SessionRow } from '../db/queries/principal';
import { AppError } from '../domain/error';
import { orderedChecks } from '../domain/ordered-checks';
import { isAbility } from '../domain/permission/ability';
import type { Principal, Via } from './context';

type Membership = Pick<
  Principal,
  'organization' | 'role' | 'customRole' | 'grants' | 'isLimited' | 'isInstanceAdmin'
>;

/**
 * A live credential of an active user. `principalOf` turns it into a principal, after the checks in between
 * (authorization contract §11, rows 4c to 5).
 */
export type Identity = Omit<Principal, keyof Membership> & { membership: Membership | null };

/** Get the principal of an identity. @throws AppError row 5: the user has left the organization */
export function principalOf({ membership, via, user, isTwoFactorDue, session, key }: Identity): Principal {
  if (!membership)
    throw new AppError('unauthenticated', orderedChecks.membership.v1, { check: 'membership' });
  const { organization, role, customRole, grants, isLimited, isInstanceAdmin } = membership;
  // By name: copying the rest of an object takes ten times as long, and this is done for every request.
  return {
    via,
    user,
    organization,
    role,
    customRole,
    grants,
    isLimited,
    isInstanceAdmin,
    isTwoFactorDue,
    session,
    key,
  };
}

/** Make the identity of a key that passed liveness.ts. */
export function identityOfKey(via: Via, row: KeyRow & { id: string }): Identity {
  const key = {
    id: row.id,
    no: row.no,
    name: row.name,
    // Stored as text: an ability from a later version that this one does not know grants nothing.
    abilities: row.abilities.filter(isAbility),
    scopes: row.scopes,
    allowList: row.allowList,
  };
  return {
    via,
    user: userOf(row),
    isTwoFactorDue: false, // a user who had signed in created the key
    session: null,
    key,
    membership: membershipOf(row),
  };
}

/** Make the identity of a session that passed liveness.ts. */
export function identityOfSession(via: Via, row: SessionRow & { id: string }): Identity {
  return {
    via,
    user: userOf(row),
    isTwoFactorDue: isTwoFactorDue(row),
    session: { id: row.id },
    key: null,
    membership: membershipOf(row),
  };
}

/** Whether a second factor must still be set up. Identity providers use their own. */
function isTwoFactorDue(row: SessionRow): boolean {
  return row.isTwoFactorRequired && row.loginType === 'password' && !row.isTwoFactorEnabled;
}

function userOf(row: KeyRow | SessionRow): Principal['user'] {
  return {
    id: row.userId,
    no: row.userNo,
    email: row.email,
    username: row.username,
    name: row.userName,
    siteRole: row.siteRole,
    loginType: row.loginType,
    isTwoFactorEnabled: row.isTwoFactorEnabled,
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
    isInstanceAdmin: row.isInstanceAdmin,
  };
}
