import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../domain/secret';
import { HashingQueue } from './hashing-queue';
import { passwordCost as cost } from './password-cost';

const keyLength = 32;
const saltLength = 16;

/** Queue of the process, because its threads are shared. */
const queue = new HashingQueue();

/** Hash a password, as `scrypt$N$r$p$salt$hash` with base64 parts. */
export async function hashPassword(password: Secret): Promise<string> {
  const salt = randomBytes(saltLength);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Hash for a user that does not exist or has no password: same work, same time. */
const noHash = `scrypt$${cost.N}$${cost.r}$${cost.p}$${Buffer.alloc(saltLength).toString('base64')}$${Buffer.alloc(keyLength).toString('base64')}`;

/** Whether the password matches the stored hash. `null` takes as long as a wrong password. */
export async function verifyPassword(password: Secret, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, hash] = (stored ?? noHash).split('$');
  if (!salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(actual, expected) && stored !== null;
}

function derive(
  password: Secret,
  salt: Buffer,
  { N, r, p }: { N: number; r: number; p: number },
): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return queue.run(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.reveal(), salt, keyLength, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}
