import { invalidField } from '../../domain/error';
import { isOfHost } from '../../domain/storage';
import type { Scope } from '../context';
import { changeStorages } from './change';
import { requireHostAccess } from './host-access';
import {
  type Storage,
  type StoragePatch,
  type StorageReference,
  type StoragesOf,
  toStorage,
} from './storage';

/** @throws AppError 404 for an unknown one, 422 for a server path that the caller may not mount, 409 as on creation */
export function updateStorage(
  scope: Scope,
  of: StoragesOf,
  { reference, ...patch }: StoragePatch & { reference: StorageReference },
): Promise<Storage> {
  return changeStorages(scope, of, async (storages, workload) => {
    const row = storages.get(reference);
    if (patch.content !== undefined && row.kind !== 'file')
      throw invalidField('content', 'Only a file has content.');
    const { isPreviewSuffixEnabled: _, ...mounting } = patch;
    const isMovedOnHost = isOfHost(row.kind) && Object.keys(mounting).length > 0;
    if (isMovedOnHost || typeof patch.hostPath === 'string') await requireHostAccess(scope, 'host_path');
    return toStorage(scope, workload, await storages.patch(row, patch));
  });
}
