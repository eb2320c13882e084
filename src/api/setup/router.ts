import { z } from 'zod';
import { Secret } from '../../domain/secret';
import { createOwnerWithToken } from '../../services/setup/create-owner';
import { isSetupRequired } from '../../services/setup/status';
import { open, router } from '../authorize';
import { setupAnswer, setupInput, setupStatus } from './schema';

const status = open({
  input: z.strictObject({}),
  output: setupStatus,
  rest: {
    method: 'GET',
    path: '/setup',
    status: 200,
    tag: 'Setup',
    summary: 'Check whether the first owner still has to be created',
    worksWhenDisabled: true,
  },
}).query(async ({ ctx }) => ({ is_required: await isSetupRequired(ctx.services.database) }));

const createOwner = open({
  input: setupInput,
  output: setupAnswer,
  rate: 'login',
  audit: 'user',
  rest: { method: 'POST', path: '/setup', status: 201, tag: 'Setup', summary: 'Create the first owner' },
}).mutation(async ({ ctx, input }) => {
  const created = await createOwnerWithToken(ctx.services.database, new Secret(input.setup_token), {
    name: input.name,
    email: input.email,
    password: new Secret(input.password),
    organizationName: input.organization_name,
  });
  ctx.request.notes.actorUserId = created.userId;
  ctx.request.notes.organizationId = created.organizationId;
  return { user_id: created.userId, organization_id: created.organizationId };
});

export const setupRouter = router({ status, createOwner });
