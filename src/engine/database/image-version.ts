import { parseImageReference } from '../../domain/input/docker/image-reference';

/**
 * Get the major version in an image reference: 16 for `postgres:16-alpine`, `pgvector/pgvector:pg16` and
 * `timescale/timescaledb:2.14.2-pg16`; null when the tag does not tell (`latest`, a digest alone).
 */
export function majorOfReference(reference: string): number | null {
  const tag = parseImageReference(reference)?.tag;
  if (!tag) return null;
  const named = /(?:^|[^a-z])pg(\d{1,4})(?![0-9])/i.exec(tag)?.[1];
  const match = /^v?(\d{1,4})(?:[^0-9]|$)/.exec(named ?? tag);
  return match?.[1] === undefined ? null : Number(match[1]);
}
