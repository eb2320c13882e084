import type { ComponentSpec, FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';
import type { OldFiles } from '../plan/old-files';
import { mountedFolders, storedFiles, workloadFolder } from '../server/folders';

interface Given extends OperationRef {
  component: Pick<ComponentSpec, 'name' | 'files'>;
}

/** A file on the server that is mounted into the container. */
export interface PlacedFile extends FileSpec {
  path: string;
}

/** Folder with the files of all versions of a component, one folder per operation. */
export function filesOfComponent(workload: WorkloadRef, { name }: { name: string }): string {
  return `${workloadFolder(workload)}/${name}`;
}

/** Folder of one operation; the container it replaces keeps its own. */
export function filesFolder({ workload, operationUuid, component }: Given): string {
  return `${filesOfComponent(workload, component)}/${operationUuid}`;
}

/** List the files of the new container with their paths on the server, in order. */
export function placedFiles(of: Given): PlacedFile[] {
  const { component, workload, operationUuid } = of;
  return component.files.map((file, index) => {
    // Each version has its own path, so that a container that starts again finds the file it was created with.
    const stored = file.storage && `${storedFiles(workload, component)}/${file.storage}/${operationUuid}`;
    return { ...file, path: stored ?? `${filesFolder(of)}/${index}` };
  });
}

/** List everything mounted into the new container, with folders and files at their paths on the server. */
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

/** Get the workload that owns a volume or folder: the application for one that a preview shares. */
export function ownerOf({ owner }: MountSpec, workload: WorkloadRef): WorkloadRef {
  if (owner === undefined) return workload;
  const { pullRequestId: _, ...application } = workload;
  return { ...application, uuid: owner };
}

interface MountedOf extends OperationRef {
  component: Pick<ComponentSpec, 'name' | 'files' | 'container'>;
}

/** Locate the files of earlier versions of a component. */
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
