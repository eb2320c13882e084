import { z } from 'zod';
import { isAllowListEntry } from '../../auth/allow-list';
import { singleLine } from '../../domain/input/text';
import { abilityOf } from '../../domain/permission/ability';
import type { Resource } from '../../domain/permission/vocabulary';
import { randomText } from '../../lib/random';
import type { NewKey } from '../../services/tokens/create';
import type { KeyWithUser } from '../../services/tokens/read';
import { toAllowedObject } from '../api-key/schema';
import { timestamp, toTimestamp } from '../wire/timestamp';

const nanosecondsPerDay = 86_400e9;
/** Coder's zero time: the event has never happened. */
const never = '0001-01-01T00:00:00Z';

/** Largest duration in Go, a signed 64-bit number. */
const maxLifetime = 2 ** 63;

/** An entry of an allow list; its type and its id may be `*`. */
const allowed = z.object({ type: z.string().min(1).max(64), id: z.string().min(1).max(64) });
const allowedInput = allowed
  .transform((entry) => entriesOf(entry))
  .refine((entries) => entries.every(isAllowListEntry), { params: { tag: 'resource_type' } });

/** Coder's types that each cover several of Gantry's (authorization contract §4). */
const coderTypes: Readonly<Record<string, readonly Resource[]>> = {
  workspace: ['application', 'service', 'database'],
  group: ['role'],
};

function entriesOf({ type, id }: { type: string; id: string }): string[] {
  const types = Object.hasOwn(coderTypes, type) ? coderTypes[type] : undefined;
  return (types ?? [type]).map((each) => `${each}:${id}`);
}

export const newKeyInput = z.object({
  /** Nanoseconds, as Go counts durations; 0 or absent: the installation's default. */
  lifetime: z.number().min(0).max(maxLifetime).optional(),
  token_name: singleLine(64).optional(),
  /** A single scope, as older clients send it. */
  scope: z.string().optional(),
  scopes: z.array(z.string()).max(256).optional(),
  allow_list: z.array(allowedInput).max(128).optional(),
});

/** Convert the input to a new key. Without scopes, Coder's tokens may do what their owner may: `inherit`. */
export function toNewKey(input: z.output<typeof newKeyInput>): NewKey {
  const wanted = [...(input.scopes ?? []), ...(input.scope ? [input.scope] : [])];
  const abilities = wanted.flatMap((text) => abilityOf(text) ?? []);
  const scopes = wanted.filter((text) => abilityOf(text) === undefined);
  return {
    name: input.token_name?.trim() || `token-${randomText(8, '0123456789abcdef')}`,
    abilities: wanted.length === 0 ? ['inherit'] : abilities,
    scopes,
    ...(input.lifetime ? { expiresInDays: input.lifetime / nanosecondsPerDay } : {}),
    ...(input.allow_list ? { allowList: input.allow_list.flat() } : {}),
  };
}

export const coderKey = z
  .object({
    id: z.string(),
    user_id: z.string(),
    last_used: timestamp,
    expires_at: timestamp,
    created_at: timestamp,
    updated_at: timestamp,
    login_type: z.literal('token'),
    scope: z.enum(['all', 'application_connect']),
    scopes: z.array(z.string()),
    token_name: z.string(),
    lifetime_seconds: z.number().int(),
    allow_list: z.array(allowed),
    username: z.string(),
  })
  .meta({ id: 'ApiKey' });

export function toCoderKey(key: KeyWithUser): z.input<typeof coderKey> {
  const scopes = [...key.abilities.map(coderAbility), ...key.scopes];
  return {
    id: key.id,
    user_id: key.userId,
    last_used: key.lastUsedAt ? toTimestamp(key.lastUsedAt) : never,
    expires_at: key.expiresAt ? toTimestamp(key.expiresAt) : never,
    created_at: toTimestamp(key.createdAt),
    updated_at: toTimestamp(key.lastUsedAt ?? key.createdAt),
    login_type: 'token',
    scope: scopes.every((scope) => scope.endsWith('application_connect')) ? 'application_connect' : 'all',
    scopes,
    token_name: key.name,
    lifetime_seconds: key.expiresAt
      ? Math.round((key.expiresAt.getTime() - key.createdAt.getTime()) / 1000)
      : 0,
    allow_list: key.allowList.map(toAllowedObject),
    username: key.user.username,
  };
}

/** Convert an ability to Coder's list, where `root` and `inherit` both mean everything. The role limits them on use. */
function coderAbility(ability: string): string {
  return ability === 'root' || ability === 'inherit' ? 'coder:all' : ability;
}
