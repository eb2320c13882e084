import type { ComponentSpec, FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';
import type { OldFiles } from '../plan/old-files';
import { mountedFolders, storedFiles, workloadFolder } from '../server/folders';

/** Label of a container that was given files: their folder is removed with it. */
export const filesLabel = 'gantry.files';

interface Given extends OperationRef {
  component: Pick<ComponentSpec, 'name' | 'files'>;
}

/** A file on the server, which is mounted into the container. */
export interface PlacedFile extends FileSpec {
  path: string;
}

/** The folder with the files of every version of a component, one folder for each operation. */
export function filesOfComponent(workload: WorkloadRef, { name }: { name: string }): string {
  return `${workloadFolder(workload)}/${name}`;
}

/** The folder of one operation, so that the container that it replaces keeps its own. */
export function filesFolder({ workload, operationUuid, component }: Given): string {
  return `${filesOfComponent(workload, component)}/${operationUuid}`;
}

/** The files of the new container where they are on the server, in their order. */
export function placedFiles(of: Given): PlacedFile[] {
  const { component, workload, operationUuid } = of;
  return component.files.map((file, index) => {
    // Each version has a path of its own, so that a container that starts again finds the one it was made with.
    const stored = file.storage && `${storedFiles(workload, component)}/${file.storage}/${operationUuid}`;
    return { ...file, path: stored ?? `${filesFolder(of)}/${index}` };
  });
}

/** Everything that is mounted into the new container, with folders and files where they are on the server. */
export function placedMounts(of: MountedOf): MountSpec[] {
  const { workload, component } = of;
  return [
    ...component.container.mounts.map((mount): MountSpec => {
      if (mount.kind !== 'folder') return mount;
      return {
        ...mount,
        kind: 'bind',
        source: `${mountedFolders(ownerOf(mount, workload))}/${mount.source}`,
      };
    }),
    ...placedFiles(of).map(({ path, target, storage }): MountSpec => {
      return { kind: 'bind', source: path, target, ...(storage === undefined && { readOnly: true }) };
    }),
  ];
}

/** The workload that a volume or folder belongs to: of one that a preview shares, the application. */
export function ownerOf({ owner }: MountSpec, workload: WorkloadRef): WorkloadRef {
  if (owner === undefined) return workload;
  const { pullRequestId: _, ...application } = workload;
  return { ...application, uuid: owner };
}

interface MountedOf extends OperationRef {
  component: Pick<ComponentSpec, 'name' | 'files' | 'container'>;
}

/** What is left of the files that earlier versions of a component were given. */
export function oldFiles({ workload, operationUuid, component }: Given): OldFiles {
  return {
    folder: filesOfComponent(workload, component),
    keep: operationUuid,
    stored: {
      folder: storedFiles(workload, component),
      kept: component.files.flatMap(({ storage }) => storage ?? []),
    },
  };
}
