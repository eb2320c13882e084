import { createHash, timingSafeEqual } from 'node:crypto';

/** Compute the digest of a token's secret for its row: SHA-256 as hex. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Digest to compare with when no row was found, so that an unknown id takes as long as a wrong secret. */
const dummyDigest = digestOf('no row has this secret');

/** Compare a secret with the stored digest in constant time; false without a row. */
export function matchesDigest(secret: string, stored: string | null): boolean {
  const equal = timingSafeEqual(Buffer.from(digestOf(secret)), Buffer.from(stored ?? dummyDigest));
  return equal && stored !== null;
}
