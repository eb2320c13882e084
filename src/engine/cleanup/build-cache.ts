import type { Host } from '../../transport/host';

/**
 * List the layers that BuildKit's cache shares with images. While the cache has a layer, removing its image frees nothing.
 * @returns ids of cache records
 */
export async function layersSharedWithImages({ docker }: Host): Promise<ReadonlySet<string>> {
  const cache = await docker.listBuildCache();
  return new Set(cache.filter(({ isShared }) => isShared).map(({ id }) => id));
}

/**
 * Remove from BuildKit's cache the layers whose last image is gone. What any other image needs, what a build uses, and
 * what was never in an image stays: the cache belongs to all programs on the machine.
 * @param before what `layersSharedWithImages` listed before the images were removed
 */
export async function removeOrphanedLayers({ docker }: Host, before: ReadonlySet<string>): Promise<void> {
  if (before.size === 0) return;
  for (const { id, isShared, isInUse } of await docker.listBuildCache())
    if (before.has(id) && !isShared && !isInUse) await docker.removeBuildCache(id);
}
