import { z } from 'zod';
import { containerName } from '../../domain/input/docker/docker-name';
import { hostPath, mountPath } from '../../domain/input/docker/storage-path';
import { byteLength } from '../../domain/input/text';
import { requiredMessage } from '../../domain/messages';
import { secretInput } from '../../domain/sensitive';
import { FILE_CONTENT_MAX_BYTES, type StorageType, storageTypes } from '../../domain/storage';
import type { StorageInput, StoragePatch, StorageReference } from '../../services/storages/storage';
import { pathId } from '../wire/answers';

/** Volumes are named `<uuid>-<name>`, which may have 255 bytes at most. */
const storageName = containerName.refine(
  (name) => byteLength(name) <= 200,
  'Must not be longer than 200 bytes.',
);
const content = secretInput(
  z
    .string()
    .refine(
      (text) => byteLength(text) <= FILE_CONTENT_MAX_BYTES,
      `Must not be longer than ${FILE_CONTENT_MAX_BYTES} bytes.`,
    ),
);
/** Name of a folder that belongs to the workload, or a path on the server. */
const folder = z.string().transform((path, context) => {
  const { data, error } = path.startsWith('/')
    ? hostPath.safeParse(path)
    : storageName.safeParse(path.replace(/^\.\//, ''));
  for (const { message } of error?.issues ?? []) context.addIssue({ code: 'custom', message });
  return data ?? path;
});

/** The field set STG of coolify-api §2. */
const storageFields = {
  uuid: pathId,
  type: z.enum(storageTypes),
  name: storageName.optional(),
  mount_path: mountPath,
  host_path: hostPath.nullable().optional(),
  content: content.nullable().optional(),
  is_directory: z.boolean().optional(),
  is_host_file: z.boolean().optional(),
  fs_path: folder.optional(),
  is_preview_suffix_enabled: z.boolean().optional(),
};

type Field = keyof typeof storageFields;
const ofPersistent = ['name', 'host_path'] as const satisfies readonly Field[];
const ofFiles = ['content', 'is_directory', 'is_host_file', 'fs_path'] as const satisfies readonly Field[];

export const createStorageInput = z.strictObject(storageFields).superRefine(refuseMismatch);

/** Input for a workload that has several components. */
export const createComponentStorageInput = z
  .strictObject({
    ...storageFields,
    resource_uuid: pathId.meta({ description: 'The application or the database of the service.' }),
  })
  .superRefine(refuseMismatch);

function refuseMismatch(
  input: z.output<z.ZodObject<typeof storageFields>>,
  context: z.core.$RefinementCtx,
): void {
  refuseForeign(input, context);
  const { type, fs_path: path, is_directory: isDirectory, is_host_file: isHostFile } = input;
  const refuse = (field: Field, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (type === 'persistent') {
    if (input.name === undefined) refuse('name', requiredMessage);
    return;
  }
  if (isDirectory && isHostFile)
    refuse('is_host_file', 'A storage is either a directory or a server file, not both.');
  if ((isDirectory || isHostFile) && path === undefined) refuse('fs_path', requiredMessage);
  if ((isDirectory || isHostFile) && input.content)
    refuse('content', 'Only a file written by Gantry can have content.');
  if (isHostFile && path?.startsWith('/') === false)
    refuse('fs_path', 'Must be an absolute path on the server.');
  if (!isDirectory && !isHostFile && path !== undefined)
    refuse(
      'fs_path',
      'Gantry chooses the path of a file. Leave it out, or set is_directory or is_host_file.',
    );
}

/** `storage_uuid` and `storage_id` are `uuid` and `id` in the body of REST, whose path has a `uuid` of its own. */
export const updateStorageInput = z
  .strictObject({
    uuid: pathId,
    storage_uuid: pathId.optional(),
    storage_id: z.int().optional(),
    type: storageFields.type,
    name: storageFields.name,
    mount_path: mountPath.optional(),
    host_path: storageFields.host_path,
    content: storageFields.content,
    is_preview_suffix_enabled: storageFields.is_preview_suffix_enabled,
  })
  .superRefine((input, context) => {
    refuseForeign(input, context);
    if (input.storage_uuid === undefined && input.storage_id === undefined)
      context.addIssue({ code: 'custom', path: ['uuid'], message: requiredMessage });
  });

function refuseForeign(
  input: Partial<Record<Field, unknown>> & { type: StorageType },
  context: z.core.$RefinementCtx,
): void {
  const foreign: readonly Field[] = input.type === 'persistent' ? ofFiles : ofPersistent;
  for (const name of foreign.filter((each) => input[each] !== undefined && input[each] !== null))
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `This field is not allowed for a storage of type ${input.type}.`,
    });
}

export function toStorageInput(input: z.output<typeof createStorageInput>): StorageInput {
  const { type, name, mount_path: mountPath, host_path: hostPath, content, fs_path: path } = input;
  const shared = { mountPath, isPreviewSuffixEnabled: input.is_preview_suffix_enabled ?? true };
  if (type === 'persistent')
    return {
      kind: hostPath ? 'bind' : 'volume',
      name: name ?? null,
      hostPath: hostPath ?? null,
      content: null,
      ...shared,
    };
  if (path === undefined)
    return { kind: 'file', name: null, hostPath: null, content: content ?? '', ...shared };
  if (!path.startsWith('/'))
    return { kind: 'directory', name: path, hostPath: null, content: null, ...shared };
  const kind = input.is_host_file ? 'host_file' : 'host_directory';
  return { kind, name: null, hostPath: path, content: null, ...shared };
}

export function toStoragePatch(
  input: z.output<typeof updateStorageInput>,
): StoragePatch & { reference: StorageReference } {
  const { type, storage_uuid: uuid, storage_id: id = 0 } = input;
  return {
    reference: uuid === undefined ? { type, id } : { type, uuid },
    ...(input.name !== undefined && { name: input.name }),
    ...(input.mount_path !== undefined && { mountPath: input.mount_path }),
    ...(input.host_path !== undefined && type === 'persistent' && { hostPath: input.host_path }),
    ...(input.content !== undefined && type === 'file' && { content: input.content ?? '' }),
    ...(input.is_preview_suffix_enabled !== undefined && {
      isPreviewSuffixEnabled: input.is_preview_suffix_enabled,
    }),
  };
}
