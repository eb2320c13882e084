import type { WorkloadRef } from '../../domain/workload/workload-ref';

/** The folder on a server below which Gantry writes everything. */
const root = '/var/lib/gantry';

interface WorkspaceOf {
  operationUuid: string;
  workload: Pick<WorkloadRef, 'instanceId'>;
}

/** Files of one operation; removed when it ends. */
export function workspaceFolder({ operationUuid, workload }: WorkspaceOf): string {
  return `${root}/${workload.instanceId}/deployments/${operationUuid}`;
}

/** Where the source of one operation is checked out. */
export function sourceFolder(of: WorkspaceOf): string {
  return `${workspaceFolder(of)}/source`;
}

/** What Gantry keeps of a workload on its server; removed with it. */
export function workloadFolder({ instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>): string {
  return `${root}/${instanceId}/workloads/${uuid}`;
}

/** Folders that a workload has mounted, by their names: kept like volumes, whatever becomes of the workload. */
export function mountedFolders({ instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>): string {
  return `${root}/${instanceId}/folders/${uuid}`;
}

/** The versions of the files that a component has mounted as storages, in a folder for each. No component has such a name. */
export function storedFiles(
  workload: Pick<WorkloadRef, 'instanceId' | 'uuid'>,
  { name }: { name: string },
): string {
  return `${workloadFolder(workload)}/@files/${name}`;
}

/** Sockets, certificates and saved configuration of the proxy: mounted into its container. */
export function proxyFolder(instanceId: string): string {
  return `${root}/proxy/${instanceId}`;
}

/** A program that Gantry installed for builds, with its version in its name. */
export function toolFile(name: string): string {
  return `${root}/tools/${name}`;
}

/** Join paths that start with `/` and mean the root of a checkout: `('/a/source', '/', '/web')` → `/a/source/web`. */
export function below(folder: string, ...paths: readonly string[]): string {
  const segments = paths
    .flatMap((path) => path.split('/'))
    .filter((segment) => segment !== '' && segment !== '.');
  return [folder, ...segments].join('/');
}

/** Dumps of a workload by one schedule. They stay when the workload is removed. */
export function backupFolder(
  { instanceId, uuid }: Pick<WorkloadRef, 'instanceId' | 'uuid'>,
  scheduleUuid: string,
): string {
  return `${root}/${instanceId}/backups/${uuid}/${scheduleUuid}`;
}
