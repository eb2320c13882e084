import { dockerLabel } from '../../domain/docker-label';
import type { WorkloadRef } from '../../domain/workload/workload-ref';
import { concurrently } from '../../lib/concurrently';
import type { ContainerState, ContainerSummary } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import { keyOf, ofWorkload, ownedBy } from '../component/labels';

export type { ContainerState };

/** A workload on a server: what functions on its containers need. */
export interface WorkloadPlace {
  host: Host;
  workload: Pick<WorkloadRef, 'instanceId' | 'uuid'>;
}

/** List the containers of a workload, running or not, newest first. Found by labels only. */
export async function workloadContainers({ host, workload }: WorkloadPlace): Promise<ContainerState[]> {
  const { docker } = host;
  const found = await docker.listContainers(ofWorkload(workload), true);
  const states = await Promise.all(found.map((container) => docker.inspectContainer(container.id)));
  return states.filter((state) => state !== null).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/**
 * Concurrent inspections: each is a separate stream over the server's connection, and a machine may have a thousand
 * containers.
 */
const INSPECTIONS_AT_ONCE = 16;

/** List all containers of this installation on a machine, by the uuid of their workload, newest first. */
export async function containersByWorkload(
  { docker }: Host,
  instanceId: string,
): Promise<Map<string, ContainerState[]>> {
  const listed = await docker.listContainers(ownedBy(instanceId), true);
  const inspected = new Array<ContainerState | null>(listed.length).fill(null);
  await concurrently(listed.entries(), INSPECTIONS_AT_ONCE, async ([index, { id }]) => {
    inspected[index] = await docker.inspectContainer(id);
  });
  const found = inspected.filter((state) => state !== null);
  const byWorkload = new Map<string, ContainerState[]>();
  for (const container of found.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))) {
    const workload = container.labels[dockerLabel.resource] ?? '';
    byWorkload.set(workload, [...(byWorkload.get(workload) ?? []), container]);
  }
  return byWorkload;
}

/** List all containers of this installation on a machine, running or not. */
export function ownContainers({ docker }: Host, instanceId: string): Promise<ContainerSummary[]> {
  return docker.listContainers(ownedBy(instanceId), true);
}

/** List the keys of the components that run on a machine. */
export async function runningKeys({ docker }: Host, instanceId: string): Promise<Set<string>> {
  const containers = await docker.listContainers(ownedBy(instanceId), false);
  return new Set(containers.map(keyOf).filter((key) => key !== undefined));
}

/** Stop one container, which has `graceSeconds` to end on its own. */
export async function stopContainer({ docker }: Host, id: string, graceSeconds: number): Promise<void> {
  await docker.stopContainer(id, graceSeconds);
}
