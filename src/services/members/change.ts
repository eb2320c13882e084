import type { ScopedModels } from '../../db/scope';
import { invalidField } from '../../domain/error';
import type { Role } from '../../domain/permission/role-matrix';
import type { Scope } from '../context';
import { requireAuthorityOver } from '../membership/authority';
import { requireAnotherOwner, withMembersLocked } from '../membership/lock';
import { withdrawInvitations } from './expel';
import { findMember, heldBy, type Member } from './find';
import { type ProjectGrant, replaceGrants, requireGrantable } from './project-grants';
import { resolveRole } from './role-choice';

export interface MemberChanges {
  role?: Role;
  customRoleId?: string | null;
  /** Whether a member sees only the granted projects. */
  isLimited?: boolean;
  /** The complete list of grants: those not in it are revoked. */
  grants?: readonly ProjectGrant[];
}

/**
 * Change what a member may do, effective from their next request.
 * @throws AppError not_found, forbidden (above the caller, before or after), conflict (the last owner),
 *   validation_failed
 */
export function changeMember(scope: Scope, userId: string, changes: MemberChanges): Promise<Member> {
  const { principal } = scope;
  return withMembersLocked(scope, async (tx) => {
    const member = await findMember(tx, userId);
    requireAuthorityOver(principal, heldBy(member));
    const target = await targetRole(tx, member, changes);
    requireAuthorityOver(principal, { ...target, grants: [] });
    for (const grant of changes.grants ?? []) requireGrantable(principal, grant);
    requireMemberForGrants(target.role, changes);
    if (member.role === 'owner' && target.role !== 'owner') await requireAnotherOwner(tx, userId);
    const isMember = target.role === 'member';
    await tx.membership.updateMany({
      where: { userId },
      data: {
        role: target.role,
        customRoleId: target.customRoleId,
        isLimited: isMember && (changes.isLimited ?? member.isLimited),
      },
    });
    if (changes.grants || !isMember)
      await replaceGrants(tx, scope.organizationId, userId, changes.grants ?? []);
    if (target.role !== member.role || target.customRoleId !== member.customRoleId)
      await withdrawInvitations(tx, userId, scope.clock.now());
    const changed = await findMember(tx, userId);
    scope.notes.targetUuid = userId;
    scope.notes.changed(auditedFields(member), auditedFields(changed));
    return changed;
  });
}

/** The fields of a membership that the audit trail compares. */
function auditedFields(member: Member) {
  const { role, customRoleId, isLimited } = member;
  return { role, customRoleId, isLimited, grants: heldBy(member).grants };
}

/** The role after the change. An id alone selects the custom role; a built-in role replaces it. */
function targetRole(tx: ScopedModels, member: Member, { role, customRoleId }: MemberChanges) {
  const wanted = role ?? (customRoleId ? 'custom' : member.role);
  const kept = wanted === 'custom' ? member.customRoleId : null;
  return resolveRole(tx, { role: wanted, customRoleId: customRoleId ?? kept });
}

/** Require the member role for grants: owners and admins have every project, a custom role brings its own list. */
function requireMemberForGrants(role: Role, { isLimited, grants }: MemberChanges): void {
  if (role === 'member') return;
  if (isLimited) throw invalidField('is_limited', 'Only allowed with the role "member".');
  if (grants && grants.length > 0) throw invalidField('grants', 'Only allowed with the role "member".');
}
