import { componentHost } from '../../engine/stack/names';

/** Name of the container whose log is that of a component. */
export function logContainerOf(uuid: string, component: string): string {
  return componentHost(uuid, component);
}
