import type { Storage } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { isOfHost, volumeNameOf } from '../../domain/storage';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import type { OrganizationScope } from '../context';
import { openContent } from './sealed';

/** Of the first version of a file. */
const FILE_MODE = 0o644;

export interface Mounts {
  mounts: MountSpec[];
  storedFiles: FileSpec[];
}

/**
 * The storages of one component as the engine takes them, oldest first.
 * @throws AppError bad_request for a path of the server that the organization does not allow any more
 */
export async function mountsOf(
  scope: Pick<OrganizationScope, 'db' | 'database' | 'organizationId'>,
  { uuid, storages }: { uuid: string; storages: readonly Storage[] },
): Promise<Mounts> {
  const rows = storages.toSorted((a, b) => a.id - b.id);
  const ofHost = rows.find(({ kind }) => isOfHost(kind));
  if (ofHost) await requireStillAllowed(scope, ofHost);
  return {
    mounts: rows.flatMap((row) => mountOf(uuid, row) ?? []),
    storedFiles: rows
      .filter(({ kind }) => kind === 'file')
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

async function requireStillAllowed(
  { db, organizationId: id }: Pick<OrganizationScope, 'db' | 'organizationId'>,
  { mountPath }: Storage,
): Promise<void> {
  const { isHostAccessAllowed } = await db.organization.findUniqueOrThrow({ where: { id } });
  if (isHostAccessAllowed) return;
  throw new AppError(
    'bad_request',
    `The storage at ${mountPath} is a path of the server, and mounting those is not allowed in this organization. An owner can allow it in the settings of the organization; or delete the storage.`,
  );
}
