import type { Storage as StorageRow, Workload } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import { type StorageType, volumeNameOf } from '../../domain/storage';
import type { NamedWorkload } from '../../domain/workload/names';
import { mountedFolders, storedFiles } from '../../engine/server/folders';
import type { OrganizationScope } from '../context';
import { openContent } from './sealed';

/** A workload whose storages are changed, with what is reserved. */
export interface StoragesOf extends NamedWorkload {
  /** Reserved paths in the container of a component, including everything below them. */
  reserved: (component: string) => readonly string[];
  /** Names of volumes that the workload creates itself. */
  reservedNames?: readonly string[];
  /** Uuids of storages from its compose file. */
  ofFile?: readonly string[];
}

/** The fields of a new storage that a caller may set. */
export interface StorageInput extends Pick<StorageRow, 'kind' | 'name' | 'mountPath' | 'hostPath'> {
  /** Component of a stack; absent: the only one. */
  component?: string;
  /** Content of a file. */
  content: string | null;
  isPreviewSuffixEnabled: boolean;
}

/** A change of a storage; absent fields stay unchanged. */
export interface StoragePatch {
  name?: string;
  mountPath?: string;
  /** For a persistent storage; null: it is a volume. */
  hostPath?: string | null;
  content?: string;
  isPreviewSuffixEnabled?: boolean;
}

/** A storage as named in a request. */
export type StorageReference = { type: StorageType } & ({ uuid: string } | { id: number });

/** A storage as it is shown. */
export interface Storage extends Omit<StorageRow, 'contentSealed' | 'hostPath'> {
  content: Secret | null;
  /** Path on the server; null for a volume. */
  path: string | null;
  /** Docker's name of the volume; null if it is not a volume. */
  volumeName: string | null;
  /** Whether it comes from a compose file, and can only be changed there. */
  isReadOnly: boolean;
}

export function toStorage(
  { database, installation }: Pick<OrganizationScope, 'database' | 'installation'>,
  workload: Pick<Workload, 'uuid'>,
  row: StorageRow,
): Storage {
  const { contentSealed, hostPath, ...rest } = row;
  const { kind, name, uuid } = row;
  const place = { instanceId: installation.uuid, uuid: workload.uuid };
  const own = {
    file: `${storedFiles(place, { name: row.component })}/${uuid}`,
    directory: `${mountedFolders(place)}/${name}`,
  };
  return {
    ...rest,
    content: openContent(database.sealer, { contentSealed }),
    path: kind === 'file' || kind === 'directory' ? own[kind] : hostPath,
    volumeName: kind === 'volume' && name !== null ? volumeNameOf(workload.uuid, name) : null,
    isReadOnly: false,
  };
}
