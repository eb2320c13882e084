import type { WorkloadRef } from '../../domain/workload/workload-ref';

/** Everything that Gantry writes on a server lies below this folder. */
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

/** Sockets, certificates and saved configuration of the proxy: mounted into its container. */
export function proxyFolder(instanceId: string): string {
  return `${root}/proxy/${instanceId}`;
}

/** Joins paths that start with `/` and mean the root of a checkout: `('/a/source', '/', '/web')` → `/a/source/web`. */
export function below(folder: string, ...paths: readonly string[]): string {
  const segments = paths
    .flatMap((path) => path.split('/'))
    .filter((segment) => segment !== '' && segment !== '.');
  return [folder, ...segments].join('/');
}
