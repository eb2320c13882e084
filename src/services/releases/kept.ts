/** Releases of one image that can be rolled back to: they differ only in configuration. */
const MOST_OF_ONE_IMAGE = 3;

export interface ReleasedImage {
  id: number;
  digest: string;
  isCurrent: boolean;
}

/**
 * The releases that can be rolled back to: the current one, and those of the newest other images.
 * @param releases newest first
 * @param images `docker_images_to_keep`
 */
export function keptReleases<Release extends ReleasedImage>(
  releases: readonly Release[],
  images: number,
): Release[] {
  const current = releases.find(({ isCurrent }) => isCurrent)?.digest;
  const others = [...new Set(releases.map(({ digest }) => digest))].filter((digest) => digest !== current);
  const kept = new Set([current, ...others.slice(0, images)]);
  const counts = new Map<string, number>();
  return releases.filter(({ digest, isCurrent }) => {
    const count = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, count);
    return isCurrent || (kept.has(digest) && count <= MOST_OF_ONE_IMAGE);
  });
}
