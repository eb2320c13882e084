import { imageLabel } from '../../domain/workload/image-label';

/** Network of a stack, by the key that the file gives it; `default` is the stack's own. */
export function networkName(uuid: string, key: string): string {
  return key === 'default' ? uuid : `${uuid}_${key}`;
}

/** Volume of a stack, by the key that the file gives it (`deployment.md` §13). */
export function volumeName(uuid: string, key: string): string {
  return `${uuid}-${key}`;
}

/** Container of a component, and its alias in networks that other workloads are in (`deployment.md` D16.2). */
export function componentHost(uuid: string, component: string): string {
  return `${component}-${uuid}`;
}

/** What the images of a component are called that are built for it (`deployment.md` D4.1). */
export function builtImageName(uuid: string, component: string): string {
  return `${uuid}_${imageLabel(component)}`;
}
