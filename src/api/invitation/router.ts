import { z } from 'zod';
import { Secret } from '../../domain/secret';
import { acceptInvitation, type Caller } from '../../services/invitations/accept';
import { createInvitation } from '../../services/invitations/create';
import { previewInvitation } from '../../services/invitations/find';
import { listInvitations, revokeInvitation } from '../../services/invitations/list';
import { enterOrganization } from '../../services/organizations/enter';
import { can, open, router } from '../authorize';
import type { ApiContext } from '../context';
import { messageAnswer } from '../wire/answers';
import {
  accepted,
  acceptInput,
  byInvitation,
  byOrganization,
  byToken,
  createdInvitation,
  createInput,
  invitationItem,
  preview,
  toAccepted,
  toCreated,
  toItem,
  toPreview,
} from './schema';

const tag = 'Invitations';
const audit = 'invitation';

function callerOf({ principal, request: { visitor } }: ApiContext): Caller | null {
  if (principal) return { user: principal.user, hasSession: principal.session !== null };
  return visitor ? { user: visitor, hasSession: true } : null;
}

export const invitationRouter = router({
  list: can('invitation:read', {
    rest: {
      method: 'GET',
      path: '/organizations/{id}/invitations',
      status: 200,
      tag,
      summary: 'List pending invitations',
    },
    input: byOrganization,
    output: z.array(invitationItem),
  }).query(async ({ ctx, input }) => {
    const scope = await enterOrganization(ctx.scope, input.id, 'invitation:read');
    return (await listInvitations(scope)).map(toItem);
  }),

  create: can('invitation:create', {
    rest: {
      method: 'POST',
      path: '/organizations/{id}/invitations',
      status: 201,
      tag,
      summary: 'Invite a person',
    },
    input: createInput,
    output: createdInvitation,
    audit,
  }).mutation(async ({ ctx, input: { id, email, role, custom_role_id: customRoleId } }) => {
    const scope = await enterOrganization(ctx.scope, id, 'invitation:create');
    return toCreated(await createInvitation(scope, { email, role, customRoleId }));
  }),

  revoke: can('invitation:delete', {
    rest: {
      method: 'DELETE',
      path: '/organizations/{id}/invitations/{invitation_id}',
      status: 200,
      tag,
      summary: 'Revoke an invitation',
    },
    input: byInvitation,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const scope = await enterOrganization(ctx.scope, input.id, 'invitation:delete');
    await revokeInvitation(scope, input.invitation_id);
    return { message: 'Invitation revoked.' };
  }),

  preview: open({
    rest: { method: 'GET', path: '/invitations/{token}', status: 200, tag, summary: 'Get an invitation' },
    rate: 'login',
    input: byToken,
    output: preview,
  }).query(async ({ ctx, input }) => toPreview(await previewInvitation(ctx.services, input.token))),

  accept: open({
    rest: {
      method: 'POST',
      path: '/invitations/{token}/accept',
      status: 200,
      tag,
      summary: 'Join an organization',
      bodyOptional: true,
      readsCredential: true,
    },
    rate: 'login',
    input: acceptInput,
    output: accepted,
    audit,
  }).mutation(async ({ ctx, input: { token, name, password } }) =>
    toAccepted(
      await acceptInvitation(ctx.services, callerOf(ctx), ctx.request.notes, {
        token,
        name,
        password: password === undefined ? undefined : new Secret(password),
      }),
    ),
  ),
});
