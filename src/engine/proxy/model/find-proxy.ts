import { dockerLabel } from '../../../domain/docker-label';
import type { ProxyProgram } from '../../../domain/proxy';
import type { ContainerSummary } from '../../../transport/docker/api';
import type { Host } from '../../../transport/host';
import { ownedBy } from '../../component/labels';

/** Make the labels of a proxy's container. */
export function proxyLabels(instanceId: string, program: ProxyProgram): Record<string, string> {
  return { ...ownedBy(instanceId), [dockerLabel.kind]: 'proxy', [dockerLabel.proxy]: program };
}

/**
 * Find the container of this installation's proxy on a server, running or not; null when there is none. Found by its
 * labels: its name may have changed in the server's settings since.
 */
export async function findProxy({
  host,
  instanceId,
}: {
  host: Host;
  instanceId: string;
}): Promise<ContainerSummary | null> {
  const labels = { ...ownedBy(instanceId), [dockerLabel.kind]: 'proxy' };
  const found = await host.docker.listContainers(labels, true);
  return found.find(({ state }) => state === 'running') ?? found[0] ?? null;
}

/** Get the program of a proxy's container. */
export function programOf({ labels }: Pick<ContainerSummary, 'labels'>): ProxyProgram {
  return labels[dockerLabel.proxy] === 'traefik' ? 'traefik' : 'caddy';
}

/** Find the container of a proxy, if it runs the program set for the server. */
export async function findRunning(proxy: {
  host: Host;
  instanceId: string;
  program: ProxyProgram;
}): Promise<ContainerSummary | null> {
  const found = await findProxy(proxy);
  return found?.state === 'running' && programOf(found) === proxy.program ? found : null;
}
