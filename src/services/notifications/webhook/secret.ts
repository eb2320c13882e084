import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Sealer } from '../../../db/sealed';
import { SECRET_OVERLAP_HOURS } from '../../../domain/notification-delivery';
import { Secret } from '../../../domain/secret';

const PREFIX = 'whsec_';
/** The specification asks for 24 to 64. */
const SECRET_BYTES = 32;
/** A secret replaced before these signs no longer: each adds to the header of every request. */
const MOST_PREVIOUS = 3;

/** The secrets of an endpoint. */
export interface Signing {
  current: Secret;
  /** Replaced ones, newest first, which still sign for a while. */
  previous: readonly PreviousSecret[];
}

interface PreviousSecret {
  secret: Secret;
  until: Date;
}

const stored = z.object({
  current: z.string(),
  previous: z.array(z.object({ secret: z.string(), until: z.coerce.date() })),
});

const PURPOSE = 'notification_channels.signing';

/** Create the signing of an endpoint that has none. */
export function newSigning(): Signing {
  return { current: newSecret(), previous: [] };
}

/**
 * Replace the secret of an endpoint.
 * @param isPreviousKept whether the replaced ones sign on until their time is over, so that the receiver can change over
 */
export function rotated(before: Signing | null, now: Date, isPreviousKept: boolean): Signing {
  if (!before || !isPreviousKept) return newSigning();
  const until = new Date(now.getTime() + SECRET_OVERLAP_HOURS * 3_600_000);
  const previous = [{ secret: before.current, until }, ...previousAt(before, now)];
  return { current: newSecret(), previous: previous.slice(0, MOST_PREVIOUS) };
}

/** List the secrets that sign now. */
export function secretsAt(signing: Signing | null, now: Date): Secret[] {
  if (!signing) return [];
  return [signing.current, ...previousAt(signing, now).map(({ secret }) => secret)];
}

/** The time at which the last replaced secret ends; null: none signs. */
export function rotationEnd(signing: Signing | null, now: Date): Date | null {
  return signing ? (previousAt(signing, now)[0]?.until ?? null) : null;
}

export function sealSigning(sealer: Sealer, { current, previous }: Signing): Uint8Array<ArrayBuffer> {
  const plain: z.input<typeof stored> = {
    current: current.reveal(),
    previous: previous.map(({ secret, until }) => ({ secret: secret.reveal(), until: until.toISOString() })),
  };
  return sealer.seal(JSON.stringify(plain), PURPOSE);
}

export function openSigning(sealer: Sealer, sealed: Uint8Array): Signing {
  const { current, previous } = stored.parse(JSON.parse(sealer.open(sealed, PURPOSE).reveal()));
  return {
    current: new Secret(current),
    previous: previous.map(({ secret, until }) => ({ secret: new Secret(secret), until })),
  };
}

/** The bytes of a secret that sign. */
export function keyOf(secret: Secret): Buffer {
  return Buffer.from(secret.reveal().slice(PREFIX.length), 'base64');
}

function newSecret(): Secret {
  return new Secret(`${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`);
}

function previousAt({ previous }: Signing, now: Date): PreviousSecret[] {
  return previous.filter(({ until }) => until > now);
}
