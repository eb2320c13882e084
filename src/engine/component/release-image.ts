import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';

/**
 * Find the image of a release: by its name while that still refers to the same image, else by its id; null when it is
 * gone.
 */
export async function findReleaseImage(
  host: Pick<Host, 'docker'>,
  { reference, digest }: { reference: string; digest: string | null },
): Promise<string | null> {
  const named = await host.docker.inspectImage(reference);
  if (named && (digest === null || named.id === digest)) return reference;
  return digest !== null && (await host.docker.inspectImage(digest)) ? digest : null;
}

export function imageIsGone(reference: string): AppError {
  return new AppError(
    'conflict',
    `The image ${reference} of this release is no longer on the server. Deploy the commit again.`,
  );
}

/** List the ids of all images on a server, with their creation times. */
export async function listImageTimes(host: Pick<Host, 'docker'>): Promise<Map<string, Date>> {
  const images = await host.docker.listImages({});
  return new Map(images.map(({ id, createdAt }) => [id, createdAt]));
}
