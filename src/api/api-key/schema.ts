import { z } from 'zod';
import type { Principal } from '../../auth/context';
import { effectiveScopes } from '../../auth/scopes';
import { singleLine } from '../../domain/input/text';
import { type Ability, abilities, abilityAliases } from '../../domain/permission';
import type { CreatedKey } from '../../services/tokens/create';
import type { KeyWithUser } from '../../services/tokens/read';
import { mayReadSensitive } from '../redaction';
import { timestamp, toTimestamp } from '../wire/timestamp';

function abilityOf(text: string): Ability | undefined {
  return abilities.find((ability) => ability === text) ?? abilityAliases[text];
}

const abilityInput = z
  .string()
  .refine((text) => abilityOf(text) !== undefined, 'Must be an ability.')
  .transform((text): Ability => abilityOf(text) ?? 'read'); // the refinement has found it

export const createInput = z.strictObject({
  name: singleLine(64)
    .transform((text) => text.trim())
    .refine((text) => text !== '', 'Must not be empty.'),
  /** Without any: `read`. */
  abilities: z
    .array(abilityInput)
    .max(abilities.length)
    .default(['read'])
    .transform((list): Ability[] => (list.length === 0 ? ['read'] : [...new Set(list)])),
  /** null: it does not expire. Absent: thirty days, or as long as the key that creates it. */
  expires_in_days: z
    .union(
      [z.literal(7), z.literal(30), z.literal(60), z.literal(90), z.literal(365)],
      'Must be 7, 30, 60, 90, 365 or null.',
    )
    .nullish(),
});

/** The token appears here and never again. */
export const createdKey = z.object({
  id: z.string(),
  no: z.number().int(),
  name: z.string(),
  abilities: z.array(z.string()),
  scopes: z.array(z.string()),
  expires_at: timestamp.nullable(),
  token: z.string(),
  token_coolify: z.string(),
  token_coder: z.string(),
});

export function toCreatedKey({
  id,
  no,
  name,
  abilities: held,
  expiresAt,
  token,
}: CreatedKey): z.input<typeof createdKey> {
  return {
    id,
    no,
    name,
    abilities: held,
    scopes: [],
    expires_at: expiresAt && toTimestamp(expiresAt),
    token: token.gantry.reveal(),
    token_coolify: token.coolify.reveal(),
    token_coder: token.coder.reveal(),
  };
}

export const keySchema = z.object({
  id: z.string(),
  no: z.number().int(),
  name: z.string(),
  kind: z.string(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  organization: z.object({ id: z.string(), no: z.number().int(), name: z.string() }),
  abilities: z.array(z.string()),
  scopes: z.array(z.string()),
  /** Last four characters of the secret, to tell keys apart. */
  hint: z.string(),
  allowed_ips: z.array(z.string()),
  not_before: timestamp.nullable(),
  expires_at: timestamp.nullable(),
  last_used_at: timestamp.nullable(),
  last_used_ip: z.string().nullable(),
  last_used_user_agent: z.string().nullable(),
  grace_until: timestamp.nullable(),
  created_at: timestamp,
});

export function toKey(key: KeyWithUser, { organization }: Principal): z.input<typeof keySchema> {
  return {
    id: key.id,
    no: key.no,
    name: key.name,
    kind: key.kind,
    user: { id: key.user.id, name: key.user.name, email: key.user.email },
    organization: { id: organization.id, no: organization.no, name: organization.name },
    abilities: key.abilities,
    scopes: [],
    hint: key.hint,
    allowed_ips: [],
    not_before: null,
    expires_at: key.expiresAt && toTimestamp(key.expiresAt),
    last_used_at: key.lastUsedAt && toTimestamp(key.lastUsedAt),
    last_used_ip: key.lastUsedIp,
    last_used_user_agent: key.lastUsedUserAgent,
    grace_until: null,
    created_at: toTimestamp(key.createdAt),
  };
}

/** What a key learns about itself (authorization contract §8). */
export const currentKey = keySchema
  .omit({ hint: true, last_used_ip: true, last_used_user_agent: true })
  .extend({
    effective_scopes: z.array(z.string()),
    can_read_sensitive: z.boolean(),
    rate_limit: z
      .object({ limit: z.number().int(), remaining: z.number().int(), reset: z.number().int() })
      .nullable(),
  });

export function toCurrentKey(key: KeyWithUser, principal: Principal): z.input<typeof currentKey> {
  return {
    ...toKey(key, principal),
    effective_scopes: effectiveScopes(principal),
    can_read_sensitive: mayReadSensitive(principal),
    rate_limit: null,
  };
}
