import { z } from 'zod';
import { createKey } from '../../services/tokens/create';
import { currentKeyId, getCurrentKey, getKey, listKeys } from '../../services/tokens/read';
import { type RevokedKey, revokeKey } from '../../services/tokens/revoke';
import { rotateKey } from '../../services/tokens/rotate';
import { updateKey } from '../../services/tokens/update';
import { can, router, signedIn } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { createInput, rateLimitOf, rotateInput, updateInput } from './input';
import { createdKey, currentKey, keySchema, toCreatedKey, toCurrentKey, toKey } from './schema';

const tag = 'API tokens';
const byId = z.strictObject({ id: pathId });
const object = { type: 'api_key', input: 'id' } as const;

const create = can('api_key:create', {
  input: createInput,
  output: createdKey,
  audit: 'api_key',
  rest: { method: 'POST', path: '/tokens', status: 201, tag, summary: 'Create an API token' },
}).mutation(async ({ ctx, input }) =>
  toCreatedKey(
    await createKey(ctx.scope, {
      name: input.name,
      abilities: input.abilities,
      scopes: input.scopes,
      expiresInDays: input.expires_in_days,
      notBefore: input.not_before,
      allowedIps: input.allowed_ips,
      rateLimit: rateLimitOf(input.rate_limit),
      allowList: input.allow_list,
      organization: input.organization_id,
    }),
  ),
);

const list = can('api_key:read', {
  input: z.strictObject({ all: queryFlag.default(false) }),
  output: z.array(keySchema),
  rest: {
    method: 'GET',
    path: '/tokens',
    status: 200,
    tag,
    summary: 'List your own API tokens, or all of the team',
  },
}).query(async ({ ctx, input }) =>
  (await listKeys(ctx.scope, input)).map((key) => toKey(key, ctx.principal)),
);

const current = signedIn({
  input: z.strictObject({}),
  output: currentKey,
  rest: {
    method: 'GET',
    path: '/tokens/current',
    status: 200,
    tag,
    summary: 'Get the API token in use',
    alsoRefuses: ['not_found'],
  },
}).query(async ({ ctx }) => toCurrentKey(await getCurrentKey(ctx.scope), ctx.principal, ctx.request));

const get = can('api_key:read', {
  input: byId,
  output: keySchema,
  object,
  rest: { method: 'GET', path: '/tokens/{id}', status: 200, tag, summary: 'Get an API token' },
}).query(async ({ ctx, input }) => toKey(await getKey(ctx.scope, input.id), ctx.principal));

const update = can('api_key:update', {
  input: updateInput,
  output: keySchema,
  audit: 'api_key',
  object,
  rest: { method: 'PATCH', path: '/tokens/{id}', status: 200, tag, summary: 'Edit an API token' },
}).mutation(async ({ ctx, input }) =>
  toKey(
    await updateKey(ctx.scope, input.id, {
      name: input.name,
      allowedIps: input.allowed_ips,
      rateLimit: rateLimitOf(input.rate_limit),
    }),
    ctx.principal,
  ),
);

const rotate = can('api_key:rotate', {
  input: rotateInput,
  output: createdKey,
  audit: 'api_key',
  object,
  rest: {
    method: 'POST',
    path: '/tokens/{id}/rotate',
    status: 201,
    tag,
    summary: 'Replace an API token with a new one that has the same permissions',
    bodyOptional: true,
  },
}).mutation(async ({ ctx, input }) =>
  toCreatedKey(await rotateKey(ctx.scope, input.id, input.grace_seconds)),
);

const withCreated = queryFlag.default(false).meta({
  description:
    'Also revokes the tokens that it created. Otherwise, the response says how many of them still work.',
});

/** Describe a revocation. The message always mentions created keys that still work. */
function revokedMessage({ created, areRevoked }: RevokedKey): string {
  if (created === 0) return 'API key revoked.';
  const keys = created === 1 ? '1 key that it created' : `${created} keys that it created`;
  return areRevoked
    ? `API key and ${keys} revoked.`
    : `API key revoked. ${keys} still ${created === 1 ? 'works' : 'work'}.`;
}

const revoke = can('api_key:delete', {
  input: byId.extend({ with_created: withCreated }),
  output: messageAnswer,
  audit: 'api_key',
  object,
  rest: { method: 'DELETE', path: '/tokens/{id}', status: 200, tag, summary: 'Revoke an API token' },
}).mutation(async ({ ctx, input }) => {
  return { message: revokedMessage(await revokeKey(ctx.scope, input.id, input.with_created)) };
});

const revokeCurrent = signedIn({
  input: z.strictObject({ with_created: withCreated }),
  output: messageAnswer,
  audit: 'api_key',
  rest: {
    method: 'DELETE',
    path: '/tokens/current',
    status: 200,
    tag,
    summary: 'Revoke the API token in use',
  },
}).mutation(async ({ ctx, input }) => {
  const revoked = await revokeKey(ctx.scope, currentKeyId(ctx.scope), input.with_created);
  return { message: revokedMessage(revoked) };
});

export const apiKeyRouter = router({ create, list, current, get, update, rotate, revoke, revokeCurrent });
