import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../domain/error';
import { Secret } from '../domain/secret';
import type { SealPurpose } from './sealed-places';

const version = 1;
const keyIdLength = 8;
const ivLength = 12;
const tagLength = 16;

/**
 * Encrypts columns with AES-256-GCM. Layout: version (1) · key id (8) · iv (12) · tag (16) · ciphertext. `purpose`
 * (sealed-places.ts) is authenticated, so a sealed value cannot be moved to another column. The newest key of the ring
 * seals, every key of it opens what it sealed (deployment contract D20.4).
 */
export interface Sealer {
  seal(value: Secret | string, purpose: SealPurpose): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array, purpose: SealPurpose): Secret;
  /** Hex id of the newest key, as in the values it sealed. */
  readonly keyId: string;
  /** Hex ids of all keys of the ring, newest first. */
  readonly keyIds: readonly string[];
  /** Derive a key for other uses than sealing (64 hex digits), such as keyed hashes: same purpose, same key. */
  derive(purpose: string): Secret;
  /** Derive a key from every key of the ring, newest first, to check what an older one made. */
  deriveAll(purpose: string): Secret[];
}

interface RingKey {
  id: Buffer;
  key: Buffer;
}

export function createSealer(secretKey: Secret, older: readonly Secret[] = []): Sealer {
  const newest = ringKey(secretKey);
  const ring = [newest, ...older.map(ringKey)];
  const keyOf = (sealed: Buffer) => {
    const id = sealed.subarray(1, 1 + keyIdLength);
    return sealed[0] === version ? ring.find((each) => each.id.equals(id)) : undefined;
  };
  return {
    keyId: newest.id.toString('hex'),
    keyIds: ring.map(({ id }) => id.toString('hex')),
    seal(value, purpose) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv);
      cipher.setAAD(Buffer.from(purpose));
      const text = Buffer.from(value instanceof Secret ? value.reveal() : value, 'utf8');
      const body = Buffer.concat([cipher.update(text), cipher.final()]);
      // A fresh ArrayBuffer: Prisma's Bytes needs one that is not a view into Node's pool.
      return Uint8Array.from(
        Buffer.concat([Buffer.from([version]), newest.id, iv, cipher.getAuthTag(), body]),
      );
    },
    open(sealed, purpose) {
      const bytes = Buffer.from(sealed);
      const used = keyOf(bytes);
      if (!used)
        throw new AppError('internal', 'A stored secret was sealed with another key.', {
          detail: `${purpose}: sealed with key ${bytes.subarray(1, 1 + keyIdLength).toString('hex')}, GANTRY_SECRET_KEY gives ${newest.id.toString('hex')}`,
        });
      const ivEnd = 1 + keyIdLength + ivLength;
      const decipher = createDecipheriv('aes-256-gcm', used.key, bytes.subarray(1 + keyIdLength, ivEnd));
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(ivEnd, ivEnd + tagLength));
      const text = Buffer.concat([decipher.update(bytes.subarray(ivEnd + tagLength)), decipher.final()]);
      return new Secret(text.toString('utf8'));
    },
    derive: (purpose) => derived(secretKey, purpose),
    deriveAll: (purpose) => [secretKey, ...older].map((secret) => derived(secret, purpose)),
  };
}

function ringKey(secret: Secret): RingKey {
  const key = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'gantry sealed columns', 32));
  return { key, id: createHash('sha256').update(key).digest().subarray(0, keyIdLength) };
}

function derived(secret: Secret, purpose: string): Secret {
  const bytes = hkdfSync('sha256', secret.reveal(), '', `gantry derived key: ${purpose}`, 32);
  return new Secret(Buffer.from(bytes).toString('hex'));
}
