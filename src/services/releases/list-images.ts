import { AppError } from '../../domain/error';
import { listImageTimes } from '../../engine/component/release-image';
import type { Host } from '../../engine/server/host';
import { type KeptRelease, tagOf } from './find-kept';

/** An image that an application can be rolled back to. */
export interface RollbackImage {
  tag: string;
  createdAt: Date;
  isCurrent: boolean;
}

/**
 * List the images of releases that are on the server, newest release first; none when the server cannot be asked.
 * @param releases newest first
 */
export async function listReleaseImages(
  releases: readonly KeptRelease[],
  host: () => Host,
): Promise<RollbackImage[]> {
  const times = releases.length === 0 ? new Map<string, Date>() : await timesOf(host);
  const current = releases.find(({ isCurrent }) => isCurrent)?.digest;
  const newest = new Map(releases.toReversed().map((release) => [release.digest, release]));
  return releases
    .filter((release) => newest.get(release.digest) === release)
    .flatMap((release) => {
      const createdAt = times.get(release.digest);
      if (!createdAt) return [];
      return { tag: tagOf(release, releases), createdAt, isCurrent: release.digest === current };
    });
}

async function timesOf(host: () => Host): Promise<Map<string, Date>> {
  try {
    return await listImageTimes(host());
  } catch (error) {
    if (error instanceof AppError) return new Map();
    throw error;
  }
}
