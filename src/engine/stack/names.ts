import { imageLabel } from '../../domain/workload/image-label';

/** Name the network of a stack, by its key in the file; `default` is the stack's own. */
export function networkName(uuid: string, key: string): string {
  return key === 'default' ? uuid : `${uuid}_${key}`;
}

/** Name the volume of a stack, by its key in the file (`deployment.md` §13). */
export function volumeName(uuid: string, key: string): string {
  return `${uuid}-${key}`;
}

/** Name the container of a component, also its alias in networks with other workloads (`deployment.md` D16.2). */
export function componentHost(uuid: string, component: string): string {
  return `${component}-${uuid}`;
}

/** Name the images that are built for a component (`deployment.md` D4.1). */
export function builtImageName(uuid: string, component: string): string {
  return `${uuid}_${imageLabel(component)}`;
}
