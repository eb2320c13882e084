import { z } from 'zod';
import type { Scope } from '../../services/context';
import { createPrivateKey, generatePrivateKey } from '../../services/private-keys/create';
import { getPrivateKey } from '../../services/private-keys/find';
import { listPrivateKeys } from '../../services/private-keys/list';
import { removePrivateKey } from '../../services/private-keys/remove';
import { updatePrivateKey } from '../../services/private-keys/update';
import { can, router } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { pageInput, pageOf } from '../wire/query';
import {
  createPrivateKeyInput,
  generatePrivateKeyInput,
  privateKeyWire,
  toPrivateKeyWire,
  updatePrivateKeyInput,
} from './schema';

const tag = 'Private Keys';

async function update(
  scope: Scope,
  { uuid, private_key: pem, ...texts }: z.output<typeof updatePrivateKeyInput>,
) {
  await updatePrivateKey(scope, uuid, { ...texts, pem });
  return { uuid };
}

export const privateKeyRouter = router({
  list: can('private_key:read', {
    rest: { method: 'GET', path: '/security/keys', status: 200, tag, summary: 'List private keys' },
    input: z.strictObject(pageInput),
    output: z.array(privateKeyWire),
  }).query(async ({ ctx, input }) =>
    (await listPrivateKeys(ctx.scope, pageOf(input))).map((row) => toPrivateKeyWire(ctx.scope, row)),
  ),

  get: can('private_key:read', {
    rest: { method: 'GET', path: '/security/keys/{uuid}', status: 200, tag, summary: 'Get a private key' },
    object: { type: 'private_key', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: privateKeyWire,
  }).query(async ({ ctx, input }) => toPrivateKeyWire(ctx.scope, await getPrivateKey(ctx.scope, input.uuid))),

  create: can('private_key:create', {
    rest: { method: 'POST', path: '/security/keys', status: 201, tag, summary: 'Create a private key' },
    input: createPrivateKeyInput,
    output: uuidAnswer,
    audit: 'private_key',
  }).mutation(async ({ ctx, input: { private_key: pem, ...texts } }) => {
    const { uuid } = await createPrivateKey(ctx.scope, { ...texts, pem });
    return { uuid };
  }),

  generate: can('private_key:create', {
    rest: {
      method: 'POST',
      path: '/security/keys/generate',
      status: 201,
      tag,
      summary: 'Generate an Ed25519 private key',
      bodyOptional: true,
    },
    input: generatePrivateKeyInput,
    output: privateKeyWire.pick({ uuid: true, public_key: true, fingerprint: true }),
    audit: 'private_key',
  }).mutation(async ({ ctx, input }) => {
    const row = await generatePrivateKey(ctx.scope, input);
    return { uuid: row.uuid, public_key: row.publicKey, fingerprint: row.fingerprint };
  }),

  update: can('private_key:update', {
    rest: {
      method: 'PATCH',
      path: '/security/keys/{uuid}',
      status: 201,
      tag,
      summary: 'Update a private key',
    },
    object: { type: 'private_key', input: 'uuid' },
    input: updatePrivateKeyInput,
    output: uuidAnswer,
    audit: 'private_key',
  }).mutation(({ ctx, input }) => update(ctx.scope, input)),

  updateByBody: can('private_key:update', {
    rest: {
      method: 'PATCH',
      path: '/security/keys',
      status: 201,
      tag,
      summary: 'Update the private key identified in the body',
    },
    object: { type: 'private_key', input: 'uuid' },
    input: updatePrivateKeyInput,
    output: uuidAnswer,
    audit: 'private_key',
  }).mutation(({ ctx, input }) => update(ctx.scope, input)),

  delete: can('private_key:delete', {
    rest: {
      method: 'DELETE',
      path: '/security/keys/{uuid}',
      status: 200,
      tag,
      summary: 'Delete a private key',
    },
    object: { type: 'private_key', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit: 'private_key',
  }).mutation(async ({ ctx, input }) => {
    await removePrivateKey(ctx.scope, input.uuid);
    return { message: 'Private Key deleted.' };
  }),
});
