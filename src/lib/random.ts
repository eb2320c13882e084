import { randomBytes } from 'node:crypto';

const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Draw `length` characters of `alphabet` from the system's CSPRNG, without modulo bias. */
export function randomText(length: number, alphabet: string): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** Create a public id: 24 characters `[a-z0-9]`. */
export function newUuid(): string {
  return randomText(24, lowerAlphanumeric);
}

export function randomBase62(length: number): string {
  return randomText(length, base62);
}
