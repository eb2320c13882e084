import type { Host } from '../../transport/host';

export interface CacheOptions {
  /** Time limit of each list; absent: Docker's own pace. */
  listDeadlineMs?: number;
  /** Gets the reason why the cache stays as it is. */
  onProblem: (error: unknown) => void;
}

/**
 * Remove images through `remove`, and then from BuildKit's cache the layers whose last image is gone: while the cache
 * has a layer, removing its image frees nothing. What any other image needs, what a build uses, and what was never in an
 * image stays: the cache belongs to all programs on the machine. A cache that cannot be listed does not keep an image.
 * @returns what `remove` returns
 */
export async function removeWithLayers<T>(
  { docker }: Host,
  { listDeadlineMs, onProblem }: CacheOptions,
  remove: () => Promise<T>,
): Promise<T> {
  const list = () => docker.listBuildCache({ deadlineMs: listDeadlineMs });
  const shared = await list().then(
    (cache) => new Set(cache.filter(({ isShared }) => isShared).map(({ id }) => id)),
    (error: unknown) => {
      onProblem(error);
      return new Set<string>();
    },
  );
  const result = await remove();
  if (shared.size === 0) return result;
  try {
    for (const { id, isShared, isInUse } of await list())
      if (shared.has(id) && !isShared && !isInUse) await docker.removeBuildCache(id);
  } catch (error) {
    onProblem(error);
  }
  return result;
}
