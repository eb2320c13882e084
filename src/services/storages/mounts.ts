import type { Storage } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { isOfHost, volumeNameOf } from '../../domain/storage';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import type { OrganizationScope } from '../context';
import { openContent } from './sealed';

/** Mode of the first version of a file. */
const FILE_MODE = 0o644;

export interface Mounts {
  mounts: MountSpec[];
  storedFiles: FileSpec[];
}

/** A preview, which shares storages of its application or has its own. */
interface OfPreview {
  of: string;
  isFork: boolean;
}

/**
 * The storages of one component in the engine's form, oldest first. A preview shares those without a preview suffix
 * with its application; instead of a folder of the server it has one of its own. A fork shares none, and gets no files.
 * @throws AppError bad_request for a server path that the organization no longer allows
 */
export async function mountsOf(
  scope: Pick<OrganizationScope, 'db' | 'database' | 'organizationId'>,
  { uuid, storages }: { uuid: string; storages: readonly Storage[] },
  preview: OfPreview | null = null,
): Promise<Mounts> {
  const rows = storages.toSorted((a, b) => a.id - b.id);
  const isShared = (row: Storage) => preview === null || !(preview.isFork || row.isPreviewSuffixEnabled);
  const ofHost = rows.find((row) => isOfHost(row.kind) && isShared(row));
  if (ofHost) await requireStillAllowed(scope, ofHost);
  const mount = (row: Storage) => {
    if (preview === null) return mountOf(uuid, row);
    return isShared(row) ? sharedMountOf(preview.of, row) : ownMountOf(uuid, row);
  };
  return {
    mounts: rows.flatMap((row) => mount(row) ?? []),
    storedFiles: rows
      .filter(({ kind }) => kind === 'file' && !preview?.isFork)
      .map((row) => ({
        target: row.mountPath,
        content: openContent(scope.database.sealer, row) ?? new Secret(''),
        mode: FILE_MODE,
        storage: row.uuid,
      })),
  };
}

function mountOf(uuid: string, { kind, name, hostPath, mountPath: target }: Storage): MountSpec | null {
  if (kind === 'volume') return { kind, source: volumeNameOf(uuid, name ?? ''), target };
  if (kind === 'directory') return { kind: 'folder', source: name ?? '', target };
  return hostPath === null ? null : { kind: 'bind', source: hostPath, target };
}

/** The mount of a storage shared with the application, which stays when the preview is removed. */
function sharedMountOf(application: string, row: Storage): MountSpec | null {
  const mount = mountOf(application, row);
  return mount && mount.kind !== 'bind' ? { ...mount, owner: application } : mount;
}

/** The mount of the preview's own storage. A single file of the server has no replacement. */
function ownMountOf(uuid: string, row: Storage): MountSpec | null {
  if (!isOfHost(row.kind)) return mountOf(uuid, row);
  return row.kind === 'host_file' ? null : { kind: 'folder', source: row.uuid, target: row.mountPath };
}

async function requireStillAllowed(
  { db, organizationId: id }: Pick<OrganizationScope, 'db' | 'organizationId'>,
  { mountPath }: Storage,
): Promise<void> {
  const { isHostAccessAllowed } = await db.organization.findUniqueOrThrow({ where: { id } });
  if (isHostAccessAllowed) return;
  throw new AppError(
    'bad_request',
    `The storage at ${mountPath} is a server path, and mounting server paths is not allowed in this organization. Ask an owner to allow it in the organization settings, or delete the storage.`,
  );
}
