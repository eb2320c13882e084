import { createHmac } from 'node:crypto';
import type { Sealer } from '../db/sealed';
import { Secret } from '../domain/secret';

const KEY_PURPOSE = 'deployment configuration';

/** Key of the hashes: without it, a short secret could be found by guessing. */
export function configurationKey(sealer: Sealer): Secret {
  return sealer.derive(KEY_PURPOSE);
}

/** The current key, and those made from earlier secret keys. */
export function configurationKeys(sealer: Sealer): Secret[] {
  return sealer.deriveAll(KEY_PURPOSE);
}

/** Keyed hash (hex) of plain data and secrets, to tell whether they have changed without revealing them. */
export function configurationHash(sealer: Sealer, value: unknown): string {
  return createHmac('sha256', configurationKey(sealer).reveal()).update(revealedText(value)).digest('hex');
}

/** JSON with the values of secrets: to be hashed or compared, never stored or shown. */
export function revealedText(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, printed: unknown) {
    const own = this[key];
    return own instanceof Secret ? own.reveal() : printed;
  });
}
