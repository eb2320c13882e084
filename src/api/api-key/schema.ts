import { z } from 'zod';
import type { Principal, RequestInfo } from '../../auth/context';
import { effectiveScopes } from '../../auth/scopes';
import type { CreatedKey } from '../../services/tokens/insert';
import type { KeyWithUser } from '../../services/tokens/read';
import { mayReadSensitive } from '../redaction';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** A new key. Its token is in this response only. */
export const createdKey = z
  .object({
    id: z.string(),
    no: z.number().int(),
    name: z.string(),
    abilities: z.array(z.string()),
    scopes: z.array(z.string()),
    expires_at: timestamp.nullable(),
    token: z.string(),
    token_coolify: z.string(),
    token_coder: z.string(),
  })
  .meta({ id: 'TokenCreated' });

export function toCreatedKey({ token, ...key }: CreatedKey): z.input<typeof createdKey> {
  return {
    id: key.id,
    no: key.no,
    name: key.name,
    abilities: key.abilities,
    scopes: key.scopes,
    expires_at: key.expiresAt && toTimestamp(key.expiresAt),
    token: token.gantry.reveal(),
    token_coolify: token.coolify.reveal(),
    token_coder: token.coder.reveal(),
  };
}

export const keySchema = z
  .object({
    id: z.string(),
    no: z.number().int(),
    name: z.string(),
    kind: z.string(),
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    organization: z.object({ id: z.string(), no: z.number().int(), name: z.string() }),
    abilities: z.array(z.string()),
    scopes: z.array(z.string()),
    allow_list: z.array(z.object({ type: z.string(), id: z.string() })),
    allowed_ips: z.array(z.string()),
    rate_limit: z.object({ requests: z.number().int(), window_seconds: z.number().int() }).nullable(),
    /** Last four characters of the secret, to tell keys apart. */
    hint: z.string(),
    not_before: timestamp.nullable(),
    expires_at: timestamp.nullable(),
    last_used_at: timestamp.nullable(),
    last_used_ip: z.string().nullable(),
    last_used_user_agent: z.string().nullable(),
    /** Time until which a replaced key works. */
    grace_until: timestamp.nullable(),
    rotated_to_id: z.string().nullable(),
    created_at: timestamp,
    /** Whether this request was made with this key. */
    is_current: z.boolean(),
  })
  .meta({ id: 'Token' });

export function toKey(key: KeyWithUser, principal: Principal): z.input<typeof keySchema> {
  const { organization } = principal;
  return {
    id: key.id,
    no: key.no,
    name: key.name,
    kind: key.kind,
    user: { id: key.user.id, name: key.user.name, email: key.user.email },
    organization: { id: organization.id, no: organization.no, name: organization.name },
    abilities: key.abilities,
    scopes: key.scopes,
    allow_list: key.allowList.map(toAllowedObject),
    allowed_ips: key.allowedIps,
    rate_limit: toRateLimit(key),
    hint: key.hint,
    not_before: momentOf(key.notBefore),
    expires_at: momentOf(key.expiresAt),
    last_used_at: momentOf(key.lastUsedAt),
    last_used_ip: key.lastUsedIp,
    last_used_user_agent: key.lastUsedUserAgent,
    grace_until: momentOf(key.graceUntil),
    rotated_to_id: key.rotatedToId,
    created_at: toTimestamp(key.createdAt),
    is_current: principal.key?.id === key.id,
  };
}

function momentOf(date: Date | null): string | null {
  return date && toTimestamp(date);
}

/** Convert a stored entry (`type:id`) to its wire form. */
export function toAllowedObject(entry: string): { type: string; id: string } {
  const at = entry.indexOf(':');
  return { type: entry.slice(0, at), id: entry.slice(at + 1) };
}

function toRateLimit({ rateLimitRequests, rateLimitWindow }: KeyWithUser) {
  if (rateLimitRequests === null || rateLimitWindow === null) return null;
  return { requests: rateLimitRequests, window_seconds: rateLimitWindow };
}

/** The key of the request, as the key itself may see it (authorization contract §8). */
export const currentKey = keySchema
  .omit({
    allow_list: true,
    hint: true,
    last_used_ip: true,
    last_used_user_agent: true,
    rotated_to_id: true,
    is_current: true,
  })
  .extend({
    effective_scopes: z.array(z.string()),
    can_read_sensitive: z.boolean(),
    /** State of the limit that this request was counted against; `reset` in seconds since 1970. */
    rate_limit: z
      .object({ limit: z.number().int(), remaining: z.number().int(), reset: z.number().int() })
      .nullable(),
  });

export function toCurrentKey(
  key: KeyWithUser,
  principal: Principal,
  { rateLimit }: RequestInfo,
): z.input<typeof currentKey> {
  return {
    ...toKey(key, principal),
    effective_scopes: effectiveScopes(principal),
    can_read_sensitive: mayReadSensitive(principal),
    rate_limit: rateLimit ?? null,
  };
}
