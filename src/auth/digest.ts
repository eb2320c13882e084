import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 as hex: what a row keeps of a token's secret. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compared with when no row was found, so that an unknown id takes as long as a wrong secret. */
const dummyDigest = digestOf('no row has this secret');

/** Constant-time comparison of a secret with the stored digest; false for no row. */
export function matchesDigest(secret: string, stored: string | null): boolean {
  const equal = timingSafeEqual(Buffer.from(digestOf(secret)), Buffer.from(stored ?? dummyDigest));
  return equal && stored !== null;
}
