import { UNATTACHED_DAYS } from '../../domain/cleanup';
import { dockerLabel } from '../../domain/docker-label';
import { workloadOf } from '../../domain/workload/preview-name';
import type { ContainerSummary } from '../../transport/docker/api';
import { keyOf } from '../component/labels';
import type { Candidate, Protection } from './candidate';
import { supersededImages, unneededImages } from './choose-images';
import { type Inventory, resourceOf } from './inventory';

export interface CleanupChoice {
  removesVolumes: boolean;
  removesNetworks: boolean;
  now: Date;
}

const DAY_MS = 86_400_000;
const GONE = 'Its resource was deleted.';
const active = new Set(['running', 'restarting', 'paused', 'removing']);

/** Choose what a cleanup removes, in the order of removal. */
export function chooseUnneeded(
  inventory: Inventory,
  protection: Protection,
  { removesVolumes, removesNetworks, now }: CleanupChoice,
): Candidate[] {
  const containers = unneededContainers(inventory, protection);
  const removed = new Set(containers.flatMap(({ references }) => references));
  const left = inventory.everyContainer.filter(({ id }) => !removed.has(id));
  const used = new Set(left.map(({ imageId }) => imageId));
  return [
    ...containers,
    ...unneededImages(inventory, protection, used),
    ...supersededImages(inventory, protection, used),
    ...(removesVolumes ? unneededVolumes(inventory, protection, now) : []),
    ...(removesNetworks ? unneededNetworks(inventory, protection, left) : []),
  ];
}

/** Choose the containers of previews that are gone. */
export function leftByPreviews(inventory: Inventory, protection: Protection): Candidate[] {
  return unneededContainers(inventory, protection).filter(
    ({ resource }) => resource !== workloadOf(resource) && !protection.existing.has(resource),
  );
}

/** Choose stopped containers that were replaced, those of deleted workloads, and all of removed previews. */
function unneededContainers({ containers }: Inventory, { existing, busy }: Protection): Candidate[] {
  const current = new Set(currentContainers(containers).map(({ id }) => id));
  return containers.flatMap((container) => {
    const resource = resourceOf(container);
    const workload = workloadOf(resource);
    if (resource === '' || busy.has(workload)) return [];
    const isStopped = !active.has(container.state);
    const isOfPreview = container.labels[dockerLabel.pullRequest] !== undefined;
    const isNeeded = existing.has(resource)
      ? !isStopped || current.has(container.id)
      : !isStopped && !isOfPreview;
    if (isNeeded) return [];
    const reason = existing.has(resource) ? 'It was replaced by another container.' : GONE;
    const name = container.names[0] ?? container.id;
    const references = [container.id];
    return [{ kind: 'container' as const, name, reason, resource, references, isRunning: !isStopped }];
  });
}

/** Pick the running containers, and the newest of each component that has none running. */
function currentContainers(containers: readonly ContainerSummary[]): ContainerSummary[] {
  const running = containers.filter(({ state }) => active.has(state));
  const keys = new Set(running.map(keyOf));
  const newest = new Map<string, ContainerSummary>();
  for (const container of containers) {
    const key = keyOf(container) ?? container.id;
    const other = newest.get(key);
    if (other === undefined || other.createdAt < container.createdAt) newest.set(key, container);
  }
  return [...running, ...[...newest].filter(([key]) => !keys.has(key)).map(([, container]) => container)];
}

/** Choose volumes of deleted workloads that no container has mounted for a long time. */
function unneededVolumes(
  { unattachedVolumes }: Inventory,
  { existing, busy, unattachedSince }: Protection,
  now: Date,
): Candidate[] {
  const before = now.getTime() - UNATTACHED_DAYS * DAY_MS;
  return unattachedVolumes.flatMap((volume) => {
    const { name } = volume;
    const resource = resourceOf(volume);
    const workload = workloadOf(resource);
    const since = unattachedSince.get(name)?.getTime() ?? Number.POSITIVE_INFINITY;
    if (resource === '' || existing.has(resource) || busy.has(workload) || since > before) return [];
    const reason = `${GONE} No container has mounted it for ${UNATTACHED_DAYS} days.`;
    return [{ kind: 'volume' as const, name, reason, resource, references: [name] }];
  });
}

/**
 * Choose networks without containers: of environments, which create them again when needed, and of removed previews.
 */
function unneededNetworks(
  { networks, proxyId }: Inventory,
  { idleEnvironments, existing, busy }: Protection,
  left: readonly ContainerSummary[],
): Candidate[] {
  const used = new Set(left.filter(({ id }) => id !== proxyId).flatMap((container) => container.networks));
  return networks.flatMap((network) => {
    const { name, labels } = network;
    const resource = resourceOf(network);
    const workload = workloadOf(resource);
    const environment = labels[dockerLabel.environment];
    const isOfGonePreview =
      resource !== workload && existing.has(workload) && !existing.has(resource) && !busy.has(workload);
    const isIdle = environment === undefined ? isOfGonePreview : idleEnvironments.has(environment);
    if (used.has(name) || !isIdle) return [];
    const reason = 'No containers use it.';
    return [{ kind: 'network' as const, name, reason, resource, references: [name] }];
  });
}
