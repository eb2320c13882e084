import { createHash } from 'node:crypto';
import type { ComposeProject } from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import { AppError } from '../../domain/error';
import type { StackPlace } from '../../engine/stack/component';
import { filesOf, mountsOf as mountsOfFile } from '../../engine/stack/mounts';
import type { OrganizationScope, Scope } from '../context';
import { mountsOf } from '../storages/mounts';
import type { StoragesOf } from '../storages/storage';
import type { StackPreview } from './as-preview';
import { findStack, type StackOnServer } from './find';
import { resolvedProject } from './stored-file';

/** The paths and volumes that the file of a stack reserves. */
export async function stackStorage(scope: Scope, uuid: string): Promise<StoragesOf> {
  const row = await findStack(scope, uuid);
  const project = resolvedProject(scope, row);
  const paths = new Map(project.services.map((each) => [each.name, pathsOf(each, project, uuid)]));
  return {
    kind: row.kind,
    uuid,
    reserved: (component) => paths.get(component) ?? [],
    reservedNames: project.volumes.map(({ key }) => key),
    ofFile: [...paths].flatMap(([name, targets]) => targets.map((path) => idOfFileStorage(uuid, name, path))),
  };
}

/** Id of a storage from the file of a stack, which has no row: stable, and in the form of a public id. */
export function idOfFileStorage(uuid: string, component: string, path: string): string {
  return createHash('sha256')
    .update(JSON.stringify([uuid, component, path]))
    .digest('hex')
    .slice(0, 24);
}

function pathsOf(service: ComposeService, project: ComposeProject, uuid: string): string[] {
  return [...mountsOfFile(service, project, uuid), ...filesOf(service, project)].map(({ target }) => target);
}

/**
 * The storages that users added to the components of a stack, or of a preview of it, by component name.
 * @throws AppError bad_request when the file now mounts something else at the same path
 */
export async function storagesByComponent(
  scope: OrganizationScope,
  { id, uuid }: Pick<StackOnServer, 'id' | 'uuid'>,
  services: readonly ComposeService[],
  preview: StackPreview | null = null,
): Promise<Map<string, StackPlace['storages']>> {
  const rows = await scope.db.storage.findMany({ where: { workloadId: id } });
  const found = new Map<string, StackPlace['storages']>();
  for (const { name, mounts: ofFile, files } of services) {
    const own = rows.filter(({ component }) => component === name);
    const taken = new Set([...ofFile, ...files].map(({ target }) => target));
    const twice = own.find(({ mountPath }) => taken.has(mountPath));
    if (twice)
      throw new AppError(
        'bad_request',
        `${name}: the compose file and a storage both use the mount path ${twice.mountPath}. Change one of them.`,
      );
    const { mounts, storedFiles } = await mountsOf(scope, { uuid, storages: own }, preview);
    found.set(name, { mounts, files: storedFiles });
  }
  return found;
}
