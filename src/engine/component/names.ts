import type { ComponentRef, ComponentSpec } from '../../domain/workload/component-spec';

interface Named {
  operationUuid: string;
  component: ComponentRef & Pick<ComponentSpec, 'container'>;
}

/**
 * The name of a new container, derived from ids, so that a repeated step finds the container that an earlier attempt
 * made.
 */
export function containerName({ operationUuid, component }: Named): string {
  return component.container.fixedName ?? temporaryName({ operationUuid, component });
}

/** The name of a container until its fixed name is free, derived from ids. */
export function temporaryName(of: { operationUuid: string; component: ComponentRef }): string {
  return `${of.component.key}-${of.operationUuid}`;
}

/** The name of the previous container while a new one carries the fixed name. */
export function parkedName({ key }: Pick<ComponentRef, 'key'>, previousId: string): string {
  return `${key}-previous-${previousId.slice(0, 12)}`;
}
