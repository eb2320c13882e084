import type { ProxyProgram } from '../../../domain/proxy';
import type { ContainerSummary } from '../../../transport/docker/api';
import type { Host } from '../../../transport/host';
import { ownedBy } from '../../component/labels';

/** Label of a proxy's container: which program runs in it. Absent: Caddy, by an earlier version of Gantry. */
const programLabel = 'gantry.proxy';

/** The labels of the container of a proxy. */
export function proxyLabels(instanceId: string, program: ProxyProgram): Record<string, string> {
  return { ...ownedBy(instanceId), 'gantry.kind': 'proxy', [programLabel]: program };
}

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

/** The program that runs in the container of a proxy. */
export function programOf({ labels }: Pick<ContainerSummary, 'labels'>): ProxyProgram {
  return labels[programLabel] === 'traefik' ? 'traefik' : 'caddy';
}

/** The container of a proxy, if the program that the server shall have runs in it. */
export async function findRunning(proxy: {
  host: Host;
  instanceId: string;
  program: ProxyProgram;
}): Promise<ContainerSummary | null> {
  const found = await findProxy(proxy);
  return found?.state === 'running' && programOf(found) === proxy.program ? found : null;
}
