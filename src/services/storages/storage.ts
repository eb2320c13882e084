import type { Storage as StorageRow, Workload } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import { type StorageType, volumeNameOf } from '../../domain/storage';
import type { NamedWorkload } from '../../domain/workload/names';
import { mountedFolders, storedFiles } from '../../engine/server/folders';
import type { OrganizationScope } from '../context';
import { openContent } from './sealed';

/** A workload whose storages are changed, with what is not for storages. */
export interface StoragesOf extends NamedWorkload {
  /** Paths in the container of a component: neither these nor anything below them. */
  reserved: (component: string) => readonly string[];
  /** Names of volumes that the workload has by itself. */
  reservedNames?: readonly string[];
  /** Uuids of storages that a compose file has. */
  ofFile?: readonly string[];
}

/** The fields of a new storage that a caller may set. */
export interface StorageInput extends Pick<StorageRow, 'kind' | 'name' | 'mountPath' | 'hostPath'> {
  /** Of a stack: which of its components; absent: the only one. */
  component?: string;
  /** Content of a file. */
  content: string | null;
  isPreviewSuffixEnabled: boolean;
}

/** A change of a storage: what is absent stays as it is. */
export interface StoragePatch {
  name?: string;
  mountPath?: string;
  /** Of a persistent storage; null: it is a volume. */
  hostPath?: string | null;
  content?: string;
  isPreviewSuffixEnabled?: boolean;
}

/** A storage as a request names it. */
export type StorageReference = { type: StorageType } & ({ uuid: string } | { id: number });

/** A storage as it is shown. */
export interface Storage extends Omit<StorageRow, 'contentSealed' | 'hostPath'> {
  content: Secret | null;
  /** On the server; null for a volume. */
  path: string | null;
  /** As Docker calls it; null for what is no volume. */
  volumeName: string | null;
  /** Whether a compose file has it, which is where it changes. */
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
