import type { ComponentRef, ComponentSpec } from '../../domain/workload/component-spec';

interface Named {
  operationUuid: string;
  component: ComponentRef & Pick<ComponentSpec, 'container'>;
}

/** Name a new container from ids, so that a repeated step finds the container of an earlier attempt. */
export function containerName({ operationUuid, component }: Named): string {
  return component.container.fixedName ?? temporaryName({ operationUuid, component });
}

/** Name a container from ids until its fixed name is free. */
export function temporaryName(of: { operationUuid: string; component: ComponentRef }): string {
  return `${of.component.key}-${of.operationUuid}`;
}

/** Name the previous container while a new one has the fixed name. */
export function parkedName({ key }: Pick<ComponentRef, 'key'>, previousId: string): string {
  return `${key}-previous-${previousId.slice(0, 12)}`;
}
