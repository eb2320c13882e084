import type { Host } from '../../transport/host';

/** A container, the networks that it leaves, and the one in which it has their aliases from then on. */
export interface Move {
  id: string;
  from: readonly string[];
  to: string;
}

/**
 * Let containers change networks while they run, without a restart: first all join, then all leave, so that those of
 * one network reach each other all the time.
 * @param joined runs in between, such as for the proxy to follow
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
  // Docker adds the beginning of the id by itself.
  const own = new Set(aliases.filter((alias) => !container.id.startsWith(alias)));
  await docker.connectNetwork(to, id, [...own]);
}
