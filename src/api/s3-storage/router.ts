import { z } from 'zod';
import { createS3Storage, deleteS3Storage, updateS3Storage } from '../../services/s3-storages/change';
import { findS3Storage, listS3Storages } from '../../services/s3-storages/find';
import { validateS3Storage } from '../../services/s3-storages/validate';
import { can, router } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { createS3StorageInput, s3StorageWire, toS3StorageWire, updateS3StorageInput } from './schema';

const tag = 'S3 Storages';
const object = { type: 'destination', input: 'uuid' } as const;
const path = '/s3-storages/{uuid}';
const audit = 'destination';

/** The procedures on S3 storages for backups. Their permissions are those on destinations. */
export const s3StorageRouter = router({
  list: can('destination:read', {
    rest: { method: 'GET', path: '/s3-storages', status: 200, tag, summary: 'List S3 storages' },
    input: z.strictObject({}),
    output: z.array(s3StorageWire),
  }).query(async ({ ctx }) =>
    (await listS3Storages(ctx.scope)).map((row) => toS3StorageWire(ctx.scope, row)),
  ),

  get: can('destination:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'Get an S3 storage' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: s3StorageWire,
  }).query(async ({ ctx, input }) => toS3StorageWire(ctx.scope, await findS3Storage(ctx.scope, input.uuid))),

  create: can('destination:create', {
    rest: { method: 'POST', path: '/s3-storages', status: 201, tag, summary: 'Create an S3 storage' },
    input: createS3StorageInput,
    output: uuidAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { description = null, is_usable: isUsable = false, ...rest } = input;
    const { uuid } = await createS3Storage(ctx.scope, { ...rest, description, isUsable });
    return { uuid };
  }),

  update: can('destination:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Update an S3 storage' },
    object,
    input: updateS3StorageInput,
    output: uuidAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { uuid, is_usable: isUsable, ...rest } = input;
    await updateS3Storage(ctx.scope, uuid, { ...rest, ...(isUsable !== undefined && { isUsable }) });
    return { uuid };
  }),

  delete: can('destination:delete', {
    rest: { method: 'DELETE', path, status: 200, tag, summary: 'Delete an S3 storage; its objects stay' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await deleteS3Storage(ctx.scope, input.uuid);
    return { message: 'S3 storage deleted.' };
  }),

  validate: can('destination:update', {
    rest: {
      method: 'POST',
      path: `${path}/validate`,
      status: 200,
      tag,
      summary: 'Validate that backups can be stored in an S3 storage',
      bodyOptional: true,
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.object({ valid: z.boolean(), message: z.string() }),
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { isValid, message } = await validateS3Storage(ctx.scope, input.uuid);
    return { valid: isValid, message };
  }),
});
