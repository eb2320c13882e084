import type { ComponentSpec, FileSpec } from '../../domain/workload/component-spec';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';
import { workloadFolder } from '../server/folders';

/** On a container that was given files: their folder goes with it. */
export const filesLabel = 'gantry.files';

interface Given extends OperationRef {
  component: Pick<ComponentSpec, 'name' | 'files'>;
}

/** A file on the server, which is mounted into the container. */
export interface PlacedFile extends FileSpec {
  path: string;
}

/** Of every version of a component: a folder for each operation. */
export function filesOfComponent(workload: WorkloadRef, { name }: { name: string }): string {
  return `${workloadFolder(workload)}/${name}`;
}

/** Of one operation, so that the container that it replaces keeps its own. */
export function filesFolder({ workload, operationUuid, component }: Given): string {
  return `${filesOfComponent(workload, component)}/${operationUuid}`;
}

/** The files of the new container where they are on the server, in their order. */
export function placedFiles(of: Given): PlacedFile[] {
  return of.component.files.map((file, index) => ({ ...file, path: `${filesFolder(of)}/${index}` }));
}
