import type { Principal } from '../../auth/context';
import { keyPermits } from '../../auth/decision';
import { AppError } from '../../domain/error';
import { type Membership, type Reach, reachOf, rolePermits } from '../../domain/permission/role-reach';
import { everyPermission } from '../../domain/permission/vocabulary';

/** A role that a member has or is to be given. */
export type HeldRole = Pick<Membership, 'role' | 'customRole' | 'grants'>;

const plainMember: Membership = { role: 'member', customRole: null, grants: [], isInstanceAdmin: false };

/**
 * Whether a role is within the caller's own: no one may give, take or change a role that permits more than theirs. A
 * key also gives no more than the member role, except for what it may do itself.
 */
export function isWithinAuthority(caller: Principal, held: HeldRole): boolean {
  const isInstanceAdmin = caller.organization.no === 0 && (held.role === 'owner' || held.role === 'admin');
  return everyPermission.every((permission) => {
    const wanted = reachOf({ ...held, isInstanceAdmin }, permission);
    if (wanted === 'nowhere') return true;
    const isCovered =
      held.role === 'member' || rolePermits(plainMember, permission) || keyPermits(caller, permission);
    return isCovered && includes(reachOf(caller, permission), wanted);
  });
}

function includes(own: Reach, wanted: Reach): boolean {
  if (own === 'everywhere' || wanted === 'nowhere') return true;
  return own !== 'nowhere' && wanted !== 'everywhere' && [...wanted].every((uuid) => own.has(uuid));
}

/** Require that a role is within the caller's own. @throws AppError forbidden */
export function requireAuthorityOver(caller: Principal, held: HeldRole): void {
  if (isWithinAuthority(caller, held)) return;
  throw new AppError('forbidden', 'You cannot assign or change a role with more permissions than your own.', {
    check: 'action',
  });
}
