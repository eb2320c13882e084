import { dockerLabel } from '../../domain/docker-label';
import type { ContainerSummary } from '../../transport/docker/api';
import type { Slot } from '../plan/facts';

export function otherSlot(slot: Slot): Slot {
  return slot === 'blue' ? 'green' : 'blue';
}

/** Get the network alias of the container in a slot. */
export function slotAlias(key: string, slot: Slot): string {
  return `${key}-${slot}`;
}

/** Get the slot of the only running container, which then is the one that serves; undefined for several or none. */
export function onlyRunningSlot(containers: readonly ContainerSummary[]): Slot | undefined {
  const [only, ...more] = containers.filter((container) => container.state === 'running');
  return only !== undefined && more.length === 0 ? slotOf(only) : undefined;
}

export function slotOf(container: Pick<ContainerSummary, 'labels'>): Slot | undefined {
  const slot = container.labels[dockerLabel.slot];
  return slot === 'blue' || slot === 'green' ? slot : undefined;
}
