import type { DeploymentSpec } from '../../domain/deployment-spec';

/** Derived from ids, so that a repeated step finds the container that an earlier attempt made. */
export function containerName(spec: DeploymentSpec): string {
  return spec.container.fixedName ?? temporaryName(spec);
}

/** Until a fixed name is free. Derived from ids, too. */
export function temporaryName(spec: DeploymentSpec): string {
  return `${spec.applicationUuid}-${spec.deploymentUuid}`;
}

/** Where the previous container waits while a new one carries the fixed name. */
export function parkedName(spec: DeploymentSpec, previousId: string): string {
  return `${spec.applicationUuid}-previous-${previousId.slice(0, 12)}`;
}
