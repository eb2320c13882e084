import { z } from 'zod';
import type { CloudToken } from '../../db/generated/client';
import {
  type CloudProvider,
  cloudEndpoint,
  cloudProviders,
  cloudToken,
  httpreqToken,
} from '../../domain/input/credential/cloud';
import { displayName } from '../../domain/input/display-name';
import { Secret } from '../../domain/secret';
import { secretInput } from '../../domain/sensitive';
import { createCloudToken, deleteCloudToken, renameCloudToken } from '../../services/cloud-tokens/change';
import { findCloudToken, listCloudTokens } from '../../services/cloud-tokens/find';
import { validateCloudToken } from '../../services/cloud-tokens/validate';
import type { Scope } from '../../services/context';
import { can, router } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const tag = 'Cloud Tokens';
const path = '/cloud-tokens/{uuid}';
const audit = 'private_key';

const endpoint = {
  description: 'Base URL of the program of an `httpreq` token; null: the provider has its own.',
  example: 'https://dns.example.com/acme',
};

/** A cloud token in responses. The token itself is write-only. */
const cloudTokenWire = wireObject({
  uuid: z.string(),
  name: z.string(),
  provider: z.enum(cloudProviders),
  endpoint: z.string().nullable().meta(endpoint),
  team_id: z.int(),
  servers_count: z
    .int()
    .meta({ description: 'Number of servers created with it. Gantry does not create any yet.' }),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'CloudToken' });

const createInput = z
  .strictObject({
    provider: z.enum(cloudProviders),
    token: secretInput(cloudToken).meta({
      description: 'API token of the provider; for `httpreq`: user name and password, separated by a colon.',
    }),
    name: displayName,
    endpoint: cloudEndpoint.nullable().optional().meta(endpoint),
  })
  .superRefine(({ provider, token }, context) => {
    if (provider !== 'httpreq') return;
    for (const { message } of httpreqToken.safeParse(token).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['token'], message });
  });

function toCloudTokenWire({ principal }: Scope, row: CloudToken): z.infer<typeof cloudTokenWire> {
  return {
    uuid: row.uuid,
    name: row.name,
    provider: row.provider as CloudProvider, // only these are stored
    endpoint: row.endpoint,
    team_id: principal.organization.no,
    servers_count: 0,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

/** The procedures on tokens of cloud providers. Their permissions are those on private keys. */
export const cloudTokenRouter = router({
  list: can('private_key:read', {
    rest: { method: 'GET', path: '/cloud-tokens', status: 200, tag, summary: 'List cloud provider tokens' },
    input: z.strictObject({}),
    output: z.array(cloudTokenWire),
  }).query(async ({ ctx }) =>
    (await listCloudTokens(ctx.scope)).map((row) => toCloudTokenWire(ctx.scope, row)),
  ),

  get: can('private_key:read', {
    rest: {
      method: 'GET',
      path,
      status: 200,
      tag,
      summary: 'Get a cloud provider token; its value is never shown',
    },
    input: z.strictObject({ uuid: pathId }),
    output: cloudTokenWire,
  }).query(async ({ ctx, input }) =>
    toCloudTokenWire(ctx.scope, await findCloudToken(ctx.scope, input.uuid)),
  ),

  create: can('private_key:create', {
    rest: {
      method: 'POST',
      path: '/cloud-tokens',
      status: 201,
      tag,
      summary: 'Store a cloud provider token',
    },
    input: createInput,
    output: uuidAnswer,
    audit,
  }).mutation(async ({ ctx, input: { token, endpoint = null, ...rest } }) => {
    const { uuid } = await createCloudToken(ctx.scope, { ...rest, endpoint, token: new Secret(token) });
    return { uuid };
  }),

  update: can('private_key:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Rename a cloud provider token' },
    input: z.strictObject({ uuid: pathId, name: displayName.optional() }),
    output: uuidAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await renameCloudToken(ctx.scope, input.uuid, input.name);
    return { uuid: input.uuid };
  }),

  delete: can('private_key:delete', {
    rest: { method: 'DELETE', path, status: 200, tag, summary: 'Delete a cloud provider token' },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await deleteCloudToken(ctx.scope, input.uuid);
    return { message: 'Cloud provider token deleted.' };
  }),

  validate: can('private_key:update', {
    rest: {
      method: 'POST',
      path: `${path}/validate`,
      status: 200,
      tag,
      summary: 'Validate a cloud provider token with the provider',
      bodyOptional: true,
    },
    input: z.strictObject({ uuid: pathId }),
    output: z.object({ valid: z.boolean(), message: z.string() }),
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { isValid, message } = await validateCloudToken(ctx.scope, input.uuid);
    return { valid: isValid, message };
  }),
});
