import { digestOf } from '../../auth/digest';
import { Secret } from '../../domain/secret';
import { randomBase62, randomText } from '../../lib/random';

/** Length of the secret: 43 base62 characters are 256 bits. */
const SECRET_LENGTH = 43;
const pattern = /^gnt_dev_[0-9A-Za-z]{43}$/;
/** Consonants only spell no words, and none is mistaken for another. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const CODE_LENGTH = 8;

/** The secret with which a CLI collects its token, and the code that a user types. */
export function newCodes() {
  const device = `gnt_dev_${randomBase62(SECRET_LENGTH)}`;
  const code = randomText(CODE_LENGTH, letters);
  return {
    deviceCode: new Secret(device),
    deviceHash: digestOf(device),
    userCode: `${code.slice(0, 4)}-${code.slice(4)}`,
    userCodeHash: digestOf(code),
  };
}

/** Hash the secret of a CLI; null for a text of another shape. */
export function deviceHash(device: string): string | null {
  return pattern.test(device) ? digestOf(device) : null;
}

/** Hash a code as a user types it; null for a text of another shape. */
export function userCodeHash(code: string): string | null {
  const typed = code.replaceAll(/[\s-]/g, '').toUpperCase();
  const isCode = typed.length === CODE_LENGTH && [...typed].every((letter) => letters.includes(letter));
  return isCode ? digestOf(typed) : null;
}
