import { componentHost } from '../../engine/stack/names';

/** Name of the container that writes a component's log. */
export function logContainerOf(uuid: string, component: string): string {
  return componentHost(uuid, component);
}
