import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../domain/secret';

const hexDigest = /^(?:sha256=)?([0-9a-f]{64})$/i;

/** Whether a signature (`sha256=…`, or only its digits) is the HMAC-SHA-256 of the bytes. Other digests are refused. */
export function isSigned(secret: Secret, bytes: Uint8Array, signature: string): boolean {
  const [, digits] = hexDigest.exec(signature) ?? [];
  if (digits === undefined) return false;
  const expected = createHmac('sha256', secret.reveal()).update(bytes).digest();
  return timingSafeEqual(expected, Buffer.from(digits, 'hex'));
}

/**
 * Whether a token is the secret: compare digests, so that not even the length leaks. Node reads header bytes as
 * Latin-1.
 */
export function isToken(secret: Secret, token: string): boolean {
  const digest = (text: string, encoding: BufferEncoding) =>
    createHash('sha256').update(Buffer.from(text, encoding)).digest();
  return timingSafeEqual(digest(secret.reveal(), 'utf8'), digest(token, 'latin1'));
}
