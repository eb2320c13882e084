import type { ContainerSummary } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import { ownedBy } from '../component/labels';

/**
 * The container of this installation's proxy on a server, running or not; null: there is none. Known by its labels: its
 * name may have changed in the settings of the server since it was made.
 */
export async function findProxy({
  host,
  instanceId,
}: {
  host: Host;
  instanceId: string;
}): Promise<ContainerSummary | null> {
  const labels = { ...ownedBy(instanceId), 'gantry.kind': 'proxy' };
  const found = await host.docker.listContainers(labels, true);
  return found.find(({ state }) => state === 'running') ?? found[0] ?? null;
}
