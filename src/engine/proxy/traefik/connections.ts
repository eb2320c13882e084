import type { ContainerSummary } from '../../../transport/docker/api';
import { keyOf, ownedBy } from '../../component/labels';
import { slotAlias, slotOf } from '../../component/slot';
import { parsePeers } from '../../server/listening-ports';
import type { ProxyAccess } from '../model/access';
import { findRunning } from '../model/find-proxy';

const DEADLINE_MS = 15_000;

/**
 * Count the proxy's connections to these upstreams (`host:port`). Traefik does not count requests by upstream, so this
 * reads connections from the kernel: each one with a request, and idle ones for up to 4 s.
 */
export async function countConnections(proxy: ProxyAccess, upstreams: readonly string[]): Promise<number> {
  const container = await findRunning(proxy);
  const pid = container && (await proxy.host.docker.inspectContainer(container.id))?.pid;
  if (!pid) return 0;
  const places = new Set(await placesOf(proxy, upstreams));
  if (places.size === 0) return 0;
  const table = (name: string) => `/proc/${pid}/net/${name}`;
  // tcp6 is absent where IPv6 is off; the other table is printed anyway.
  const argv = ['cat', table('tcp'), table('tcp6')] as const;
  const { stdout } = await proxy.host.run({ argv, asRoot: true, deadlineMs: DEADLINE_MS, isQuestion: true });
  return parsePeers(stdout).filter((peer) => places.has(peer)).length;
}

/** Resolve the upstreams to `address:port`, for all addresses of their containers. */
async function placesOf({ host, instanceId }: ProxyAccess, upstreams: readonly string[]): Promise<string[]> {
  const running = await host.docker.listContainers(ownedBy(instanceId), false);
  const places: string[] = [];
  for (const container of running) {
    const own = upstreams.filter((upstream) => upstream.startsWith(`${aliasOf(container)}:`));
    if (own.length === 0) continue;
    const networks = (await host.docker.inspectContainer(container.id))?.networks ?? {};
    for (const { ipAddress } of Object.values(networks))
      places.push(...own.map((upstream) => `${ipAddress}${upstream.slice(upstream.lastIndexOf(':'))}`));
  }
  return places;
}

function aliasOf(container: ContainerSummary): string {
  const key = keyOf(container);
  const slot = slotOf(container);
  return key === undefined || slot === undefined ? '' : slotAlias(key, slot);
}
