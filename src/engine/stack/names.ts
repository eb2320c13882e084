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
