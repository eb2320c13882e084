import type { Host } from '../../transport/host';

/** A container, the networks it leaves, and the network that takes over their aliases. */
export interface Move {
  id: string;
  from: readonly string[];
  to: string;
}

/**
 * Move running containers between networks without a restart: first all join, then all leave, so that those of one
 * network can always reach each other.
 * @param joined runs in between, for example to let the proxy follow
 */
export async function moveContainers(
  host: Host,
  moves: readonly Move[],
  joined: () => Promise<void>,
): Promise<void> {
  for (const move of moves) await join(host, move);
  await joined();
  for (const { id, from } of moves) for (const name of from) await host.docker.disconnectNetwork(name, id);
}

async function join({ docker }: Host, { id, from, to }: Move): Promise<void> {
  const container = await docker.inspectContainer(id);
  if (container === null || container.networks[to] !== undefined) return;
  const aliases = from.flatMap((name) => container.networks[name]?.aliases ?? []);
  // Docker adds the beginning of the id itself.
  const own = new Set(aliases.filter((alias) => !container.id.startsWith(alias)));
  await docker.connectNetwork(to, id, [...own]);
}
