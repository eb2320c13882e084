import type { ContainerSummary } from '../../../transport/docker/api';
import { keyOf, ownedBy } from '../../component/labels';
import { slotAlias, slotOf } from '../../component/slot';
import { parsePeers } from '../../server/listening-ports';
import type { ProxyAccess } from '../model/access';
import { findRunning } from '../model/find-proxy';

const DEADLINE_MS = 15_000;

/**
 * Count the connections of the proxy to these upstreams (`host:port`). Traefik counts no requests by upstream, so its
 * connections tell, as the kernel lists them: one that serves a request, and for 4 s more one that is kept for the next.
 */
export async function countConnections(proxy: ProxyAccess, upstreams: readonly string[]): Promise<number> {
  const container = await findRunning(proxy);
  const pid = container && (await proxy.host.docker.inspectContainer(container.id))?.pid;
  if (!pid) return 0;
  const places = new Set(await placesOf(proxy, upstreams));
  if (places.size === 0) return 0;
  const table = (name: string) => `/proc/${pid}/net/${name}`;
  // tcp6 is absent where IPv6 is switched off: the other table is printed all the same.
  const argv = ['cat', table('tcp'), table('tcp6')] as const;
  const { stdout } = await proxy.host.run({ argv, asRoot: true, deadlineMs: DEADLINE_MS, isQuestion: true });
  return parsePeers(stdout).filter((peer) => places.has(peer)).length;
}

/** The upstreams as `address:port`, by every address that their containers have. */
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
