import type { Host } from '../../transport/host';

/** A container and the networks that it leaves and joins. */
export interface Move {
  id: string;
  from: readonly string[];
  /** The network that takes over the aliases of those that it leaves; null: none. */
  to: string | null;
  /** Further networks to join, with its names there. */
  further: readonly { name: string; aliases: readonly string[] }[];
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
  for (const move of moves) {
    await join(host, move);
    for (const { name, aliases } of move.further) await host.docker.connectNetwork(name, move.id, aliases);
  }
  await joined();
  for (const { id, from } of moves) for (const name of from) await host.docker.disconnectNetwork(name, id);
}

async function join({ docker }: Host, { id, from, to }: Move): Promise<void> {
  const container = to === null || from.length === 0 ? null : await docker.inspectContainer(id);
  if (container === null || to === null) return;
  const aliases = from.flatMap((name) => container.networks[name]?.aliases ?? []);
  // Docker adds the beginning of the id itself.
  const own = new Set(aliases.filter((alias) => !container.id.startsWith(alias)));
  const there = container.networks[to]?.aliases;
  if (there && [...own].every((alias) => there.includes(alias))) return;
  // Aliases of a member cannot be changed. It is reached in the networks that it has yet to leave.
  if (there) await docker.disconnectNetwork(to, id);
  await docker.connectNetwork(to, id, [
    ...own,
    ...(there ?? []).filter((alias) => !own.has(alias) && !container.id.startsWith(alias)),
  ]);
}
