import type { Workload } from '../../db/generated/client';
import { AppError, notFound } from '../../domain/error';
import type { DataPlace, Writers } from '../../domain/volume-backup';
import { previewName } from '../../domain/workload/preview-name';
import type { OrganizationScope } from '../context';
import { listStackStorages } from '../stacks/list-storages';
import { type Storage, toStorage } from '../storages/storage';

/** A storage of a workload that can be archived. */
export interface ArchivedStorage {
  storage: Storage;
  place: DataPlace;
  /** The workloads that have it mounted. */
  writers: Writers[];
}

const NO_ARCHIVE =
  'Only volumes and folders can be backed up. Files are part of Gantry’s own backup; back up server paths yourself.';

/**
 * Find a storage of a workload by its uuid, including those of a compose file.
 * @throws AppError 404 · 422 for a file or a server path
 */
export async function findArchived(
  scope: OrganizationScope,
  workload: Pick<Workload, 'id' | 'uuid'>,
  storageUuid: string,
): Promise<ArchivedStorage> {
  const storages = await storagesOf(scope, workload);
  const storage = storages.find(({ uuid }) => uuid === storageUuid);
  if (!storage) throw notFound('Storage');
  const place = placeOf(storage);
  if (!place) throw new AppError('validation_failed', NO_ARCHIVE);
  const sharing = storages.filter((each) => isSame(placeOf(each), place));
  const components = [...new Set(sharing.map(({ component }) => component))];
  const { uuid: instanceId } = scope.installation;
  const own = { workload: { instanceId, uuid: workload.uuid }, components };
  if (sharing.every(({ isPreviewSuffixEnabled }) => isPreviewSuffixEnabled))
    return { storage, place, writers: [own] };
  const previews = await scope.db.preview.findMany({ where: { workloadId: workload.id } });
  const ofPreviews = previews.map(({ pullRequestId }) => ({
    workload: { instanceId, uuid: previewName(workload.uuid, pullRequestId) },
    components,
  }));
  return { storage, place, writers: [own, ...ofPreviews] };
}

async function storagesOf(
  scope: OrganizationScope,
  workload: Pick<Workload, 'id' | 'uuid'>,
): Promise<Storage[]> {
  const isStack = (await scope.db.stack.count({ where: { id: workload.id } })) > 0;
  if (isStack) return listStackStorages(scope, workload.uuid);
  const rows = await scope.db.storage.findMany({ where: { workloadId: workload.id } });
  return rows.map((row) => toStorage(scope, workload, row));
}

/** null: it cannot be archived. */
function placeOf({ kind, volumeName, path }: Storage): DataPlace | null {
  if (kind === 'volume' && volumeName !== null) return { kind: 'volume', name: volumeName };
  return kind === 'directory' && path !== null ? { kind: 'folder', path } : null;
}

function isSame(one: DataPlace | null, other: DataPlace): boolean {
  if (one?.kind === 'volume') return other.kind === 'volume' && one.name === other.name;
  return one !== null && other.kind === 'folder' && one.path === other.path;
}
