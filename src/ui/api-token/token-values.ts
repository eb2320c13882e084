import { z } from 'zod';
import { abilities } from '../../domain/permission/ability';
import type { Inputs, Outputs } from '../trpc';
import { lifetimeOf } from './lifetimes';
import { presets } from './presets';

export type Token = Outputs['apiKey']['list'][number];

/** Fields of the token form, before they are converted to the wire format. */
const editableFields = {
  name: z
    .string()
    .trim()
    .min(1, 'Name the token after the program that will use it.')
    .max(64, 'Must not be longer than 64 characters.'),
  /** Addresses, one per line. */
  allowed_ips: z.string(),
  rate_requests: z.string().regex(/^\d{0,7}$/, 'Must be a whole number.'),
  rate_window: z.string(),
};

export const editableSchema = z.object(editableFields);

export const tokenSchema = z
  .object({
    ...editableFields,
    preset: z.enum(['read', 'deploy', 'write', 'inherit', 'root', 'custom']),
    abilities: z.array(z.enum(abilities)),
    scopes: z.array(z.string()),
    organization_id: z.string(),
    expires_in_days: z.string(),
    /** Start in the format of `<input type="datetime-local">`: local time without a zone. */
    not_before: z.string(),
    reach: z.enum(['everything', 'chosen']),
    allow_list: z.array(z.object({ type: z.string(), id: z.string() })),
  })
  .refine(({ reach, allow_list }) => reach === 'everything' || allow_list.length > 0, {
    path: ['allow_list'],
    error: 'Choose at least one resource.',
  })
  .refine(({ preset, abilities: held, scopes }) => preset !== 'custom' || held.length + scopes.length > 0, {
    path: ['abilities'],
    error: 'Choose at least one ability or permission.',
  });
export type TokenValues = z.infer<typeof tokenSchema>;

/** Form fields for members that the server names differently. */
export const tokenAliases = {
  rate_limit: 'rate_requests',
  'rate_limit.requests': 'rate_requests',
  'rate_limit.window_seconds': 'rate_window',
} as const;

export function newTokenValues(organization: string, longestDays: number | null): TokenValues {
  const days = longestDays === null || longestDays >= 30 ? '30' : '7';
  return {
    name: '',
    preset: 'deploy',
    abilities: ['read'],
    scopes: [],
    organization_id: organization,
    expires_in_days: days,
    not_before: '',
    allowed_ips: '',
    rate_requests: '',
    rate_window: '60',
    reach: 'everything',
    allow_list: [],
  };
}

/** Values that can change without a new secret. Rights cannot: the holder of the secret was given exactly these. */
export type EditableValues = Pick<TokenValues, 'name' | 'allowed_ips' | 'rate_requests' | 'rate_window'>;

export function valuesOfToken({ name, allowed_ips, rate_limit: limit }: Token): EditableValues {
  return {
    name,
    allowed_ips: allowed_ips.join('\n'),
    rate_requests: limit ? String(limit.requests) : '',
    rate_window: limit ? String(limit.window_seconds) : '60',
  };
}

function editable(values: EditableValues) {
  return {
    name: values.name,
    allowed_ips: values.allowed_ips.split(/[\s,]+/).filter((entry) => entry !== ''),
    rate_limit:
      values.rate_requests === ''
        ? null
        : { requests: Number(values.rate_requests), window_seconds: Number(values.rate_window) },
  };
}

export function createRequest(values: TokenValues): Inputs['apiKey']['create'] {
  const preset = presets.find(({ value }) => value === values.preset);
  const isCustom = values.preset === 'custom' || !preset;
  return {
    ...editable(values),
    abilities: isCustom ? values.abilities : [...preset.abilities],
    scopes: isCustom ? values.scopes : [],
    expires_in_days: lifetimeOf(values.expires_in_days),
    organization_id: values.organization_id,
    ...(values.reach === 'chosen' ? { allow_list: values.allow_list } : {}),
    ...(values.not_before === '' ? {} : { not_before: new Date(values.not_before).toISOString() }),
  };
}

export function updateRequest(id: string, values: EditableValues): Inputs['apiKey']['update'] {
  return { id, ...editable(values) };
}
