import type { Host } from '../../transport/host';
import { ownedBy } from '../component/labels';
import { domainsLabel, slotLabel } from '../component/slot';

/** The networks of the containers that the proxy of an installation serves. */
export async function routedNetworks(host: Host, instanceId: string): Promise<Set<string>> {
  const running = await host.docker.listContainers(ownedBy(instanceId), false);
  // Containers of an earlier version of Gantry do not say by which domains they are served.
  const routed = running.filter(
    ({ labels }) => labels[slotLabel] !== undefined && labels[domainsLabel] !== '',
  );
  return new Set(routed.flatMap(({ networks }) => networks));
}
