import type { ContainerSummary } from '../../transport/docker/api';
import type { Slot } from '../plan/facts';

export const slotLabel = 'gantry.slot';
/** Label with the first exposed port: what the proxy dials while this container keeps its slot. */
export const portLabel = 'gantry.port';

/** Label with the domains that a container was released with, as `domains` is spelled: what a lost proxy serves again. */
export const domainsLabel = 'gantry.domains';

export function otherSlot(slot: Slot): Slot {
  return slot === 'blue' ? 'green' : 'blue';
}

/** Network alias of the container in a slot. */
export function slotAlias(key: string, slot: Slot): string {
  return `${key}-${slot}`;
}

/** The slot of the only running container, which then is the one that serves; undefined when there are several or none. */
export function onlyRunningSlot(containers: readonly ContainerSummary[]): Slot | undefined {
  const [only, ...more] = containers.filter((container) => container.state === 'running');
  return only !== undefined && more.length === 0 ? slotOf(only) : undefined;
}

export function slotOf(container: Pick<ContainerSummary, 'labels'>): Slot | undefined {
  const slot = container.labels[slotLabel];
  return slot === 'blue' || slot === 'green' ? slot : undefined;
}
