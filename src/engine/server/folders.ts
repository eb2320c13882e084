import type { DeploymentSpec } from '../../domain/deployment-spec';

/** Everything that Gantry writes on a server lies below this folder. */
const root = '/var/lib/gantry';

/** Files of one deployment; removed when it ends. */
export function workspaceFolder(spec: Pick<DeploymentSpec, 'instanceId' | 'deploymentUuid'>): string {
  return `${root}/${spec.instanceId}/deployments/${spec.deploymentUuid}`;
}

/** Where the source of one deployment is checked out. */
export function sourceFolder(spec: Pick<DeploymentSpec, 'instanceId' | 'deploymentUuid'>): string {
  return `${workspaceFolder(spec)}/source`;
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
