import { createHash, randomUUID } from 'node:crypto';
import type { Forge } from '../../domain/forge';
import type { Secret } from '../../domain/secret';
import { storableText } from '../../lib/storable-text';
import { isSigned, isToken } from './signature';

/** A call from a forge as it arrived, not yet verified. */
export interface WebhookCall {
  provider: Forge;
  /** First value of each header, by lower-case name. */
  header(name: string): string | undefined;
  /** The signed bytes. */
  bytes: Uint8Array;
  /** The parsed payload; undefined: it is not JSON. */
  body: unknown;
}

interface Dialect {
  event: readonly string[];
  delivery: readonly string[];
  signature: readonly string[];
  isGenuine(secret: Secret, bytes: Uint8Array, signature: string): boolean;
}

/** The headers of each forge; of several, the first one present counts. */
const dialects: Readonly<Record<Forge, Dialect>> = {
  github: {
    event: ['x-github-event'],
    delivery: ['x-github-delivery'],
    signature: ['x-hub-signature-256'],
    isGenuine: isSigned,
  },
  gitea: {
    event: ['x-gitea-event', 'x-forgejo-event', 'x-gogs-event', 'x-github-event'],
    delivery: ['x-gitea-delivery', 'x-forgejo-delivery', 'x-gogs-delivery', 'x-github-delivery'],
    signature: ['x-hub-signature-256', 'x-gitea-signature', 'x-forgejo-signature', 'x-gogs-signature'],
    isGenuine: isSigned,
  },
  gitlab: {
    event: ['x-gitlab-event'],
    // The first stays the same when GitLab retries.
    delivery: ['idempotency-key', 'x-gitlab-event-uuid'],
    signature: ['x-gitlab-token'],
    isGenuine: (secret, _bytes, token) => isToken(secret, token),
  },
  bitbucket: {
    event: ['x-event-key'],
    delivery: ['x-request-uuid'],
    // Named like SHA-1 signatures elsewhere, but made with SHA-256.
    signature: ['x-hub-signature'],
    isGenuine: isSigned,
  },
};

const MAX_ID = 200;
const MAX_EVENT = 100;

function first({ header }: WebhookCall, names: readonly string[]): string | undefined {
  return names.map((name) => header(name)).find((value) => value !== undefined && value !== '');
}

export function eventName(call: WebhookCall): string {
  return storableText(first(call, dialects[call.provider].event) ?? 'unnamed', MAX_EVENT);
}

/** The forge's id of the delivery; without one, every call is a delivery of its own. */
export function deliveryId(call: WebhookCall): string {
  const given = first(call, dialects[call.provider].delivery) ?? randomUUID();
  return given.length > MAX_ID
    ? createHash('sha256').update(given).digest('hex')
    : storableText(given, MAX_ID);
}

export function hasSignature(call: WebhookCall): boolean {
  return first(call, dialects[call.provider].signature) !== undefined;
}

/** Whether the forge knows the secret, compared in constant time. */
export function isGenuine(call: WebhookCall, secret: Secret): boolean {
  const { signature, isGenuine: holds } = dialects[call.provider];
  const given = first(call, signature);
  return given !== undefined && holds(secret, call.bytes, given);
}
