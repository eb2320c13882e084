import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../domain/error';
import { Secret } from '../domain/secret';

const version = 1;
const keyIdLength = 8;
const ivLength = 12;
const tagLength = 16;

/**
 * Encrypted columns: AES-256-GCM. Layout: version (1) · key id (8) · iv (12) · tag (16) · ciphertext.
 * `purpose` (table.column) is authenticated, so a sealed value cannot be moved to another column.
 */
export interface Sealer {
  seal(value: Secret | string, purpose: string): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array, purpose: string): Secret;
  /** A key for something else than sealing (64 hex digits), such as keyed hashes: same purpose, same key. */
  derive(purpose: string): Secret;
}

export function createSealer(secretKey: Secret): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secretKey.reveal(), '', 'gantry sealed columns', 32));
  const keyId = createHash('sha256').update(key).digest().subarray(0, keyIdLength);
  return {
    seal(value, purpose) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(Buffer.from(purpose));
      const text = Buffer.from(value instanceof Secret ? value.reveal() : value, 'utf8');
      const body = Buffer.concat([cipher.update(text), cipher.final()]);
      // A fresh ArrayBuffer: Prisma's Bytes wants one that is not a view into Node's pool.
      return Uint8Array.from(Buffer.concat([Buffer.from([version]), keyId, iv, cipher.getAuthTag(), body]));
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed);
      const usedKey = bytes.subarray(1, 1 + keyIdLength);
      if (bytes[0] !== version || !usedKey.equals(keyId))
        throw new AppError('internal', 'A stored secret was sealed with another key.', {
          detail: `${purpose}: sealed with key ${usedKey.toString('hex')}, GANTRY_SECRET_KEY gives ${keyId.toString('hex')}`,
        });
      const ivEnd = 1 + keyIdLength + ivLength;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1 + keyIdLength, ivEnd));
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(ivEnd, ivEnd + tagLength));
      const text = Buffer.concat([decipher.update(bytes.subarray(ivEnd + tagLength)), decipher.final()]);
      return new Secret(text.toString('utf8'));
    },
    derive(purpose) {
      const derived = hkdfSync('sha256', secretKey.reveal(), '', `gantry derived key: ${purpose}`, 32);
      return new Secret(Buffer.from(derived).toString('hex'));
    },
  };
}
