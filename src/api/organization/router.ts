import { z } from 'zod';
import { acceptTransfer } from '../../services/organizations/accept-transfer';
import { createOrganization } from '../../services/organizations/create';
import { declineTransfer } from '../../services/organizations/decline-transfer';
import { enterOrganization } from '../../services/organizations/enter';
import { getOrganization, listOrganizations } from '../../services/organizations/read';
import { removeOrganization } from '../../services/organizations/remove';
import { setActiveOrganization } from '../../services/organizations/set-active';
import { cancelTransfer, offerTransfer } from '../../services/organizations/transfer';
import { updateOrganization } from '../../services/organizations/update';
import { can, router, signedIn } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { camelKeys } from '../wire/camel-case';
import {
  byId,
  createInput,
  deleteInput,
  organizationDetails,
  organizationItem,
  organizationRef,
  toDetails,
  toListItem,
  toRef,
  transferInput,
  updateInput,
} from './schema';

const tag = 'Organizations';
const audit = 'organization';

export const organizationRouter = router({
  list: can('organization:read', {
    rest: { method: 'GET', path: '/organizations', status: 200, tag, summary: 'List your own organizations' },
    input: z.strictObject({}),
    output: z.array(organizationItem),
  }).query(async ({ ctx }) =>
    (await listOrganizations(ctx.scope)).map((row) => toListItem(row, ctx.scope.organizationId)),
  ),

  get: can('organization:read', {
    rest: { method: 'GET', path: '/organizations/{id}', status: 200, tag, summary: 'Get an organization' },
    input: byId,
    output: organizationDetails,
  }).query(async ({ ctx, input }) =>
    toDetails(await getOrganization(ctx.scope, input.id), ctx.scope.organizationId),
  ),

  create: can('organization:create', {
    rest: { method: 'POST', path: '/organizations', status: 201, tag, summary: 'Create an organization' },
    input: createInput,
    output: organizationRef,
    audit,
  }).mutation(async ({ ctx, input }) => toRef(await createOrganization(ctx.scope, input))),

  update: can('organization:update', {
    rest: {
      method: 'PATCH',
      path: '/organizations/{id}',
      status: 200,
      tag,
      summary: 'Update an organization',
    },
    input: updateInput,
    output: organizationDetails,
    audit,
  }).mutation(async ({ ctx, input: { id, ...changes } }) => {
    const scope = await enterOrganization(ctx.scope, id, 'organization:update');
    await updateOrganization(scope, camelKeys(changes));
    return toDetails(await getOrganization(ctx.scope, id), ctx.scope.organizationId);
  }),

  delete: can('organization:delete', {
    rest: {
      method: 'DELETE',
      path: '/organizations/{id}',
      status: 200,
      tag,
      summary: 'Delete an empty organization',
    },
    input: deleteInput,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const scope = await enterOrganization(ctx.scope, input.id, 'organization:delete');
    await removeOrganization(scope, input.confirm_name);
    return { message: 'Organization deleted.' };
  }),

  setActive: signedIn({
    rest: {
      method: 'POST',
      path: '/organizations/{id}/activate',
      status: 200,
      tag,
      summary: 'Switch the active organization',
      bodyOptional: true,
    },
    input: byId,
    output: organizationRef,
    audit,
  }).mutation(async ({ ctx, input }) => toRef(await setActiveOrganization(ctx.scope, input.id))),

  transfer: can('organization:delete', {
    rest: {
      method: 'POST',
      path: '/organizations/{id}/transfer',
      status: 200,
      tag,
      summary: 'Offer ownership to another member',
    },
    input: transferInput,
    output: organizationDetails,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const scope = await enterOrganization(ctx.scope, input.id, 'organization:delete');
    await offerTransfer(scope, input.user_id);
    return toDetails(await getOrganization(ctx.scope, input.id), ctx.scope.organizationId);
  }),

  acceptTransfer: signedIn({
    rest: {
      method: 'POST',
      path: '/organizations/{id}/transfer/accept',
      status: 200,
      tag,
      summary: 'Accept the offered ownership',
      bodyOptional: true,
    },
    input: byId,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await acceptTransfer(ctx.scope, input.id);
    return { message: 'You are now the owner of the organization.' };
  }),

  declineTransfer: signedIn({
    rest: {
      method: 'POST',
      path: '/organizations/{id}/transfer/decline',
      status: 200,
      tag,
      summary: 'Decline the offered ownership',
      bodyOptional: true,
    },
    input: byId,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await declineTransfer(ctx.scope, input.id);
    return { message: 'Transfer declined.' };
  }),

  cancelTransfer: can('organization:delete', {
    rest: {
      method: 'DELETE',
      path: '/organizations/{id}/transfer',
      status: 200,
      tag,
      summary: 'Withdraw the offered ownership',
    },
    input: byId,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await cancelTransfer(await enterOrganization(ctx.scope, input.id, 'organization:delete'));
    return { message: 'Transfer cancelled.' };
  }),
});
