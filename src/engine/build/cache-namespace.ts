import { createHmac } from 'node:crypto';
import { Secret } from '../../domain/secret';
import type { BuildSubject } from './subject';

/**
 * Get the name that the cache mounts of a workload have in BuildKit, which are those of the whole machine. A preview is a
 * workload of its own. The name cannot be guessed: a repository may name any cache in its Dockerfile, and a pull request
 * from a fork must neither read nor change what production builds with.
 */
export function cacheNamespace({ image, workload }: BuildSubject): Secret {
  const hash = createHmac('sha256', image.fingerprintKey.reveal()).update(`cache mounts of ${workload.uuid}`);
  return new Secret(hash.digest('hex'));
}
