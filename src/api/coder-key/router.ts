import { z } from 'zod';
import { createKey } from '../../services/tokens/create';
import { listKeys } from '../../services/tokens/read';
import { revokeKey } from '../../services/tokens/revoke';
import { requireSelf } from '../../services/users/own-account';
import { can, router } from '../authorize';
import { pathId } from '../wire/answers';
import { coderKey, newKeyInput, toCoderKey, toNewKey } from './schema';

const tag = 'API keys';

const create = can('api_key:create', {
  input: newKeyInput.extend({ user: pathId }),
  output: z.object({ key: z.string() }),
  audit: 'api_key',
  rest: {
    surface: 'v2',
    method: 'POST',
    path: '/users/{user}/keys/tokens',
    status: 201,
    tag,
    summary: 'Create an API token',
    bodyOptional: true,
  },
}).mutation(async ({ ctx, input }) => {
  requireSelf(ctx.principal, input.user);
  const key = await createKey(ctx.scope, toNewKey(input));
  ctx.request.notes.targetUuid = key.id; // Coder's response contains only the token
  return { key: key.token.coder.reveal() };
});

const list = can('api_key:read', {
  input: z.object({ user: pathId }),
  output: z.array(coderKey),
  rest: {
    surface: 'v2',
    method: 'GET',
    path: '/users/{user}/keys/tokens',
    status: 200,
    tag,
    summary: 'List own API tokens',
  },
}).query(async ({ ctx, input }) => {
  requireSelf(ctx.principal, input.user);
  return (await listKeys(ctx.scope, { all: false })).map(toCoderKey);
});

const remove = can('api_key:delete', {
  input: z.object({ user: pathId, id: pathId }),
  output: z.null(),
  audit: 'api_key',
  rest: {
    surface: 'v2',
    method: 'DELETE',
    path: '/users/{user}/keys/{id}',
    status: 204,
    tag,
    summary: 'Revoke an API token',
  },
}).mutation(async ({ ctx, input }) => {
  requireSelf(ctx.principal, input.user);
  await revokeKey(ctx.scope, input.id, false);
  return null;
});

export const coderKeyRouter = router({ create, list, delete: remove });
