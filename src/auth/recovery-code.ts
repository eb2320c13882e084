import { Secret } from '../domain/secret';
import { randomText } from '../lib/random';
import { digestOf } from './digest';

/** Alphabet of codes, RFC 4648 base32 in lower case: no digit that looks like a letter. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** Characters of a code, five bits each: with 80 random bits, SHA-256 is a sufficient hash. */
const length = 16;
const groups = /.{4}/g;

export const recoveryCodeCount = 10;

/** Create recovery codes such as `abcd-efgh-ijkl-mnop`, which are shown once. */
export function newRecoveryCodes(): Secret[] {
  return Array.from(
    { length: recoveryCodeCount },
    () => new Secret((randomText(length, alphabet).match(groups) ?? []).join('-')),
  );
}

/**
 * Compute the digest of a code for its row; null for a text that cannot be one. Case, spaces and hyphens are ignored.
 */
export function recoveryCodeDigest(text: string): string | null {
  const code = text.replaceAll(/[\s-]/g, '').toLowerCase();
  return /^[a-z2-7]{16}$/.test(code) ? digestOf(code) : null;
}
