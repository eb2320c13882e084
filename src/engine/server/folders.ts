import type { WorkloadRef } from '../../domain/workload/workload-ref';

/** Folder on a server below which Gantry writes everything. */
const root = '/var/lib/gantry';

interface WorkspaceOf {
  operationUuid: string;
  workload: Pick<WorkloadRef, 'instanceId'>;
}

/** Get the folder for the files of one operation; removed when it ends. */
export function workspaceFolder({ operationUuid, workload }: WorkspaceOf): string {
  return `${root}/${workload.instanceId}/deployments/${operationUuid}`;
}

/** Get the folder where the source of one operation is checked out. */
export function sourceFolder(of: WorkspaceOf): string {
  return `${workspaceFolder(of)}/source`;
}

/** Get the folder of a workload on its server; removed with it. */
export function workloadFolder({ instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>): string {
  return `${root}/${instanceId}/workloads/${uuid}`;
}

/** Get the parent of the folders mounted by a workload, by name: kept like volumes, even after its removal. */
export function mountedFolders({ instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>): string {
  return `${root}/${instanceId}/folders/${uuid}`;
}

/**
 * Get the folder with the versions of the files that a component mounts as storages, one folder per storage. No
 * component has such a name.
 */
export function storedFiles(
  workload: Pick<WorkloadRef, 'instanceId' | 'uuid'>,
  { name }: { name: string },
): string {
  return `${workloadFolder(workload)}/@files/${name}`;
}

/** Get the folder with sockets, certificates and saved configuration of the proxy, mounted into its container. */
export function proxyFolder(instanceId: string): string {
  return `${root}/proxy/${instanceId}`;
}

/** Folder of the programs that Gantry installed for builds. */
export const toolsFolder = `${root}/tools`;

/** Get the path of a program that Gantry installed for builds, with its version in the name. */
export function toolFile(name: string): string {
  return `${toolsFolder}/${name}`;
}

/** Join paths whose leading `/` is the root of a checkout: `('/a/source', '/', '/web')` → `/a/source/web`. */
export function below(folder: string, ...paths: readonly string[]): string {
  const segments = paths
    .flatMap((path) => path.split('/'))
    .filter((segment) => segment !== '' && segment !== '.');
  return [folder, ...segments].join('/');
}

/** Get the folder with the dumps of a workload by one schedule. Kept when the workload is removed. */
export function backupFolder(
  { instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>,
  scheduleUuid: string,
): string {
  return `${root}/${instanceId}/backups/${uuid}/${scheduleUuid}`;
}
