import { z } from 'zod';
import { changeMember } from '../../services/members/change';
import { listMembers } from '../../services/members/find';
import { removeMember } from '../../services/members/remove';
import { enterOrganization } from '../../services/organizations/enter';
import { leaveOrganization } from '../../services/organizations/leave';
import { requirePermission } from '../access-checks';
import { can, router, signedIn } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { byOrganization, byUser, memberSchema, toMember, updateInput } from './schema';

const tag = 'Members';
const audit = 'organization_member';

export const memberRouter = router({
  list: can('organization_member:read', {
    rest: { method: 'GET', path: '/organizations/{id}/members', status: 200, tag, summary: 'List members' },
    input: byOrganization,
    output: z.array(memberSchema),
  }).query(async ({ ctx, input }) => {
    const scope = await enterOrganization(ctx.scope, input.id, 'organization_member:read');
    return (await listMembers(scope)).map(toMember);
  }),

  update: can('organization_member:update', {
    rest: {
      method: 'PATCH',
      path: '/organizations/{id}/members/{user_id}',
      status: 200,
      tag,
      summary: 'Change the access of a member',
    },
    input: updateInput,
    output: memberSchema,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const scope = await enterOrganization(ctx.scope, input.id, 'organization_member:update');
    return toMember(
      await changeMember(scope, input.user_id, {
        role: input.role,
        customRoleId: input.custom_role_id,
        isLimited: input.is_limited,
        grants: input.grants?.map(({ project_uuid: projectUuid, abilities }) => ({ projectUuid, abilities })),
      }),
    );
  }),

  /** Leaving requires only membership, so the permission is checked only when another member is removed. */
  remove: signedIn({
    rest: {
      method: 'DELETE',
      path: '/organizations/{id}/members/{user_id}',
      status: 200,
      tag,
      summary: 'Remove a member, or leave with `me`',
    },
    input: byUser,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { session, user } = ctx.principal;
    const userId = input.user_id === 'me' ? user.id : input.user_id;
    if (userId === user.id && session) {
      await leaveOrganization(ctx.scope, input.id);
      return { message: 'You left the organization.' };
    }
    const permission = 'organization_member:delete';
    requirePermission(ctx.principal, permission, { surface: ctx.request.surface });
    await removeMember(await enterOrganization(ctx.scope, input.id, permission), userId);
    return { message: 'Member removed.' };
  }),
});
