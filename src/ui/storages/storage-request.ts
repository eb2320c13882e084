import { z } from 'zod';
import { containerName } from '../../domain/input/docker/docker-name';
import { hostPath, mountPath } from '../../domain/input/docker/storage-path';

export const storageChoices = ['volume', 'file', 'directory', 'bind'] as const;

export const storageForm = z
  .object({
    kind: z.enum(storageChoices),
    name: z.string(),
    mount_path: z.string(),
    host_path: z.string(),
    content: z.string(),
    /** For a stack: component into which the storage is mounted. */
    resource_uuid: z.string(),
  })
  .superRefine(({ kind, name, mount_path, host_path }, context) => {
    const check = (field: string, schema: z.ZodType, value: string) => {
      for (const { message } of schema.safeParse(value).error?.issues ?? [])
        context.addIssue({ code: 'custom', path: [field], message });
    };
    check('mount_path', mountPath, mount_path);
    if (kind !== 'file') check('name', containerName, name);
    if (kind === 'bind') check('host_path', hostPath, host_path);
  });

export type StorageValues = z.infer<typeof storageForm>;

/** Convert the values of the form to the request. */
export function storageRequest({ kind, name, mount_path, host_path, content }: StorageValues) {
  switch (kind) {
    case 'volume':
      return { type: 'persistent' as const, name, mount_path };
    case 'bind':
      return { type: 'persistent' as const, name, mount_path, host_path };
    case 'directory':
      return { type: 'file' as const, is_directory: true, fs_path: `./${name}`, mount_path };
    case 'file':
      return { type: 'file' as const, content, mount_path };
  }
}
