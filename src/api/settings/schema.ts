import { z } from 'zod';
import { splitAddressList } from '../../auth/address-list';
import type { InstanceSettings } from '../../services/installation/settings';

export const settingsAnswer = z
  .object({
    instance_name: z.string(),
    is_api_enabled: z.boolean(),
    allowed_ips: z.string().meta({
      description: 'Addresses and CIDR ranges that may use the API, separated by commas; empty: all.',
      example: '203.0.113.0/24',
    }),
    is_registration_enabled: z.boolean(),
    is_two_factor_required: z.boolean(),
    /** Address of this request. A list must contain it to admit the caller. */
    own_address: z.string(),
  })
  .meta({ id: 'Settings' });

const addressList = z
  .union(
    [z.string().max(16_384), z.array(z.string().max(64))],
    'Must be a comma-separated list of IP addresses and CIDR ranges.',
  )
  .transform((list) => (typeof list === 'string' ? splitAddressList(list) : list));

export const settingsUpdate = z.strictObject({
  instance_name: z.string().trim().min(1).max(64).optional(),
  is_api_enabled: z.boolean().optional(),
  allowed_ips: addressList.optional(),
  is_registration_enabled: z.boolean().optional(),
  is_two_factor_required: z.boolean().optional(),
  /** Whether to save a list that excludes the caller's own address. */
  confirm: z.boolean().optional(),
});

/** Convert the fields that were sent to internal names. */
export function toSettingsChange(input: z.output<typeof settingsUpdate>): Partial<InstanceSettings> {
  const change = {
    name: input.instance_name,
    isApiEnabled: input.is_api_enabled,
    allowedIps: input.allowed_ips,
    isRegistrationEnabled: input.is_registration_enabled,
    isTwoFactorRequired: input.is_two_factor_required,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

export function toSettingsAnswer(
  settings: InstanceSettings,
  ownAddress: string,
): z.input<typeof settingsAnswer> {
  return {
    instance_name: settings.name,
    is_api_enabled: settings.isApiEnabled,
    allowed_ips: settings.allowedIps.join(','),
    is_registration_enabled: settings.isRegistrationEnabled,
    is_two_factor_required: settings.isTwoFactorRequired,
    own_address: ownAddress,
  };
}
