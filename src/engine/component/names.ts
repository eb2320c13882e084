import type { ComponentRef, ComponentSpec } from '../../domain/workload/component-spec';

interface Named {
  operationUuid: string;
  component: ComponentRef & Pick<ComponentSpec, 'container'>;
}

/** Derived from ids, so that a repeated step finds the container that an earlier attempt made. */
export function containerName({ operationUuid, component }: Named): string {
  return component.container.fixedName ?? temporaryName({ operationUuid, component });
}

/** Until a fixed name is free. Derived from ids, too. */
export function temporaryName(of: { operationUuid: string; component: ComponentRef }): string {
  return `${of.component.key}-${of.operationUuid}`;
}

/** Where the previous container waits while a new one carries the fixed name. */
export function parkedName({ key }: Pick<ComponentRef, 'key'>, previousId: string): string {
  return `${key}-previous-${previousId.slice(0, 12)}`;
}
