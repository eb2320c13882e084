import { z } from 'zod';
import { sensitive } from '../../domain/sensitive';
import { type StorageType, storageTypeOf } from '../../domain/storage';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { Storage } from '../../services/storages/storage';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const component = z
  .string()
  .nullable()
  .meta({ description: 'Name of the service in the compose file; null if there is none.' });

const isReadOnly = z
  .boolean()
  .meta({ description: 'Whether it is defined in the compose file and must be changed there.' });

const supportsBackups = z.boolean().meta({
  description: 'Whether it can have a backup schedule: it is a volume or a folder managed by Gantry.',
});

export const persistentStorageWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  component,
  host_path: z.string().nullable(),
  is_preview_suffix_enabled: z.boolean(),
  is_read_only: isReadOnly,
  mount_path: z.string(),
  resource_id: z.int(),
  supports_backups: supportsBackups,
  type: z.literal('persistent'),
  volume_name: z.string().nullable().meta({ description: 'Docker’s name for it; null for a server path.' }),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'PersistentStorage' });

export const fileStorageWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  component,
  content: sensitive(z.string().nullable()),
  fs_path: z.string(),
  is_directory: z.boolean(),
  is_host_file: z.boolean(),
  is_preview_suffix_enabled: z.boolean(),
  is_read_only: isReadOnly,
  mount_path: z.string(),
  resource_id: z.int(),
  supports_backups: supportsBackups,
  type: z.literal('file'),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'FileStorage' });

export const storageWire = z.union([persistentStorageWire, fileStorageWire]);

/** Envelope of a list of storages (coolify-api §5.3). */
export const storageList = z
  .object({
    persistent_storages: z.array(persistentStorageWire),
    file_storages: z.array(fileStorageWire),
  })
  .meta({ id: 'StorageList' });

export function toStorageWire(storage: Storage): z.input<typeof storageWire> {
  return storageTypeOf(storage.kind) === 'persistent' ? toPersistentWire(storage) : toFileWire(storage);
}

export function toStorageList(storages: readonly Storage[]): z.input<typeof storageList> {
  const of = (type: StorageType) => storages.filter(({ kind }) => storageTypeOf(kind) === type);
  return {
    persistent_storages: of('persistent').map(toPersistentWire),
    file_storages: of('file').map(toFileWire),
  };
}

function toPersistentWire(storage: Storage): z.input<typeof persistentStorageWire> {
  return {
    ...sharedOf(storage),
    name: storage.name ?? '',
    host_path: storage.path,
    type: 'persistent',
    volume_name: storage.volumeName,
  };
}

function toFileWire(storage: Storage): z.input<typeof fileStorageWire> {
  const { kind, path, content } = storage;
  return {
    ...sharedOf(storage),
    content: content?.reveal() ?? null,
    fs_path: path ?? '',
    is_directory: kind === 'directory' || kind === 'host_directory',
    is_host_file: kind === 'host_file',
    type: 'file',
  };
}

function sharedOf({ id, uuid, workloadId, ...storage }: Storage) {
  return {
    id,
    uuid,
    component: storage.component === MAIN_COMPONENT ? null : storage.component,
    is_preview_suffix_enabled: storage.isPreviewSuffixEnabled,
    is_read_only: storage.isReadOnly,
    mount_path: storage.mountPath,
    resource_id: workloadId,
    supports_backups: storage.kind === 'volume' || storage.kind === 'directory',
    created_at: toTimestamp(storage.createdAt),
    updated_at: toTimestamp(storage.updatedAt),
  };
}
