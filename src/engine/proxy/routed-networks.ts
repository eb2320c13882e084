import { dockerLabel } from '../../domain/docker-label';
import type { Host } from '../../transport/host';
import { ownedBy } from '../component/labels';

/** Find the networks of the containers that an installation's proxy serves. */
export async function routedNetworks(host: Host, instanceId: string): Promise<Set<string>> {
  const running = await host.docker.listContainers(ownedBy(instanceId), false);
  // Containers of an earlier version of Gantry have no label with their domains.
  const routed = running.filter(
    ({ labels }) => labels[dockerLabel.slot] !== undefined && labels[dockerLabel.domains] !== '',
  );
  return new Set(routed.flatMap(({ networks }) => networks));
}
