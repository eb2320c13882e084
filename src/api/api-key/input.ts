import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { type Ability, abilities, abilityOf } from '../../domain/permission/ability';
import { isResource } from '../../domain/permission/vocabulary';
import { pathId } from '../wire/answers';

const MAX_SCOPES = 500;
const MAX_OBJECTS = 128;
const MAX_ADDRESSES = 256;
/** A longer name would not fit on one line. */
const MAX_NAME = 64;
const WEEK_S = 604_800;

const name = displayName.refine(
  (text) => text.length <= MAX_NAME,
  `Must not be longer than ${MAX_NAME} characters.`,
);

const ability = z
  .string()
  .refine((text) => abilityOf(text) !== undefined, 'Must be an ability.')
  .transform((text): Ability => abilityOf(text) ?? 'read'); // the refinement has checked it

const addresses = z.array(z.string().max(64)).max(MAX_ADDRESSES);

const rateLimit = z.strictObject({
  requests: z.int().min(1).max(1_000_000),
  window_seconds: z.int().min(1).max(86_400),
});

/** An entry of an allow list. `*` means every type or id. Creating an object requires its type with `*`. */
const allowedObject = z.strictObject({
  type: z.string().refine((text) => text === '*' || isResource(text), 'Must be a kind of resource, or *.'),
  id: z.string().regex(/^(?:\*|[A-Za-z0-9-]{1,64})$/, 'Must be an id, or *.'),
});

export const createInput = z.strictObject({
  name,
  /** Abilities of the key. Without abilities and scopes it gets `read`. */
  abilities: z.array(ability).max(abilities.length).default([]),
  /** `resource:action`, `resource:*`, `*:*` or one of Coder's scope names. */
  scopes: z.array(z.string().max(64)).max(MAX_SCOPES).default([]),
  /** null: the key does not expire. Absent: thirty days, or the longest time allowed if that is shorter. */
  expires_in_days: z
    .union(
      [z.literal(7), z.literal(30), z.literal(60), z.literal(90), z.literal(365)],
      'Must be 7, 30, 60, 90, 365 or null.',
    )
    .nullish(),
  /** Time before which the key is refused. */
  not_before: z.iso
    .datetime({ offset: true, error: 'Must be a date and time such as 2026-08-22T17:22:50Z.' })
    .transform((text) => new Date(text))
    .nullish(),
  allowed_ips: addresses.optional(),
  rate_limit: rateLimit.nullish(),
  allow_list: z
    .array(allowedObject)
    .min(1, 'An empty list would allow nothing. Leave it out to allow everything.')
    .max(MAX_OBJECTS)
    .transform((list) => [...new Set(list.map(({ type, id }) => `${type}:${id}`))])
    .optional(),
  /** Uuid or number of another organization; only for sessions. */
  organization_id: z.union([z.string(), z.int()]).transform(String).optional(),
});

export const updateInput = z.strictObject({
  id: pathId,
  name: name.optional(),
  allowed_ips: addresses.optional(),
  /** null: the key has no rate limit of its own. */
  rate_limit: rateLimit.nullish(),
});

export const rotateInput = z.strictObject({
  id: pathId,
  /** Time for which the old key keeps working beside the new one. */
  grace_seconds: z.int().min(0).max(WEEK_S).default(0),
});

/** Convert a rate limit to internal names; null and undefined stay as they are. */
export function rateLimitOf(wire: z.output<typeof rateLimit> | null | undefined) {
  return wire && { requests: wire.requests, windowSeconds: wire.window_seconds };
}
