import type { WorkloadRef } from '../../domain/workload/workload-ref';
import type { ContainerState } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import { ofWorkload } from '../component/labels';

/** A workload on a server: everything that verbs on what runs there need. */
export interface WorkloadPlace {
  host: Host;
  workload: Pick<WorkloadRef, 'instanceId' | 'uuid'>;
}

/** The containers of a workload, running or not, newest first. Found by labels only. */
export async function workloadContainers({ host, workload }: WorkloadPlace): Promise<ContainerState[]> {
  const { docker } = host;
  const found = await docker.listContainers(ofWorkload(workload), true);
  const states = await Promise.all(found.map((container) => docker.inspectContainer(container.id)));
  return states.filter((state) => state !== null).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}
