import type { ContainerDescription } from './description';

export interface PlanDiff {
  image: ImageChange;
  /** Keys; never values. */
  environment: KeyChanges;
  ports: Omit<KeyChanges, 'changed'>;
  labels: KeyChanges;
}

export interface ImageChange {
  /** null: nothing is running yet. */
  from: string | null;
  to: string;
  /**
   * `rebuilt`: the same name, built again with another configuration or without cache. `pulled`: the same tag, which
   * may name a newer image by now.
   */
  change: 'none' | 'changed' | 'rebuilt' | 'pulled';
}

export interface KeyChanges {
  added: string[];
  removed: string[];
  changed: string[];
}

/** Compare a planned deployment with what runs now. @param running null: nothing runs */
export function planDiff(
  { force }: { force: boolean },
  running: ContainerDescription | null,
  planned: ContainerDescription,
): PlanDiff {
  const ports = keyChanges(asKeys(running?.ports ?? []), asKeys(planned.ports));
  return {
    image: { from: running?.image ?? null, to: planned.image, change: imageChange(force, running, planned) },
    environment: keyChanges(running?.environment ?? {}, planned.environment),
    ports: { added: ports.added, removed: ports.removed },
    labels: keyChanges(running?.labels ?? {}, planned.labels),
  };
}

function imageChange(
  force: boolean,
  running: ContainerDescription | null,
  planned: ContainerDescription,
): ImageChange['change'] {
  if (running?.image !== planned.image) return 'changed';
  if (planned.build !== null) {
    const isOther = running.build !== null && running.build !== planned.build;
    return force || isOther ? 'rebuilt' : 'none';
  }
  return planned.image.includes('@sha256:') ? 'none' : 'pulled';
}

type Hashes = Readonly<Record<string, string>>;

/** Compare by key; the values are only tested for equality. */
export function keyChanges(before: Hashes, after: Hashes): KeyChanges {
  const had = new Map(Object.entries(before));
  const has = new Map(Object.entries(after));
  return {
    added: [...has.keys()].filter((key) => !had.has(key)).sort(),
    removed: [...had.keys()].filter((key) => !has.has(key)).sort(),
    changed: [...has]
      .filter(([key, hash]) => had.has(key) && had.get(key) !== hash)
      .map(([key]) => key)
      .sort(),
  };
}

export function asKeys(ports: readonly string[]): Hashes {
  return Object.fromEntries(ports.map((port) => [port, port]));
}
