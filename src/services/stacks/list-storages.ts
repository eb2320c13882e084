import type { ComposeProject } from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import { mountedFolders } from '../../engine/server/folders';
import { filesOf, mountsOf } from '../../engine/stack/mounts';
import type { OrganizationScope } from '../context';
import { type Storage, toStorage } from '../storages/storage';
import { getStack, type StackRow } from './list';
import { idOfFileStorage } from './storages';
import { resolvedProject } from './stored-file';

/**
 * List the storages of a stack: those of its file, which change with it, and those that users added to its components.
 */
export async function listStackStorages(scope: OrganizationScope, uuid: string): Promise<Storage[]> {
  const row = await getStack(scope, uuid);
  const own = await scope.db.storage.findMany({ where: { workloadId: row.id }, orderBy: { id: 'asc' } });
  const project = resolvedProject(scope, row);
  const ofFile = project.services.flatMap((service) => storagesOf(scope, row, service, project));
  return [...ofFile, ...own.map((each) => toStorage(scope, row, each))];
}

function storagesOf(
  scope: OrganizationScope,
  row: StackRow,
  service: ComposeService,
  project: ComposeProject,
): Storage[] {
  const mounts = mountsOf(service, project, row.uuid).map((mount) => ofMount(scope, row, mount));
  const files = filesOf(service, project).map(ofFileSpec);
  return [...mounts, ...files].map((found) => ({
    id: 0, // only rows have a number
    uuid: idOfFileStorage(row.uuid, service.name, found.mountPath),
    organizationId: row.organizationId,
    workloadId: row.id,
    component: service.name,
    isPreviewSuffixEnabled: true,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    isReadOnly: true,
    ...found,
  }));
}

type Found = Pick<Storage, 'kind' | 'name' | 'mountPath' | 'path' | 'content' | 'volumeName'>;

function ofMount(
  scope: OrganizationScope,
  { uuid }: StackRow,
  { kind, source, target: mountPath }: MountSpec,
): Found {
  const none = { content: null, volumeName: null };
  if (kind === 'volume') return { ...none, kind, name: source, mountPath, path: null, volumeName: source };
  if (kind === 'bind') return { ...none, kind, name: source, mountPath, path: source };
  const folder = mountedFolders({ instanceId: scope.installation.uuid, uuid });
  return { ...none, kind: 'directory', name: source, mountPath, path: `${folder}/${source}` };
}

function ofFileSpec({ target, content }: FileSpec): Found {
  return { kind: 'file', name: null, mountPath: target, path: target, content, volumeName: null };
}
