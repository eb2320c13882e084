import type { SettingField, SettingGroup } from './setting-field';

/** General settings, which every kind of workload has under the same wire names. */
export const generalSettings = {
  title: 'General',
  description: 'The name and description shown in the console.',
  fields: [
    { name: 'name', label: 'Name', kind: 'text' },
    { name: 'description', label: 'Description', kind: 'area' },
  ],
} as const satisfies SettingGroup;

const checked = { health_check_enabled: true };

/** Fields for the timing of a health check. */
export const healthTimings = [
  { name: 'health_check_interval', when: checked, label: 'Interval, seconds', kind: 'number', half: true },
  { name: 'health_check_timeout', when: checked, label: 'Timeout, seconds', kind: 'number', half: true },
  { name: 'health_check_retries', when: checked, label: 'Tries', kind: 'number', half: true },
  {
    name: 'health_check_start_period',
    when: checked,
    label: 'Start period, seconds',
    kind: 'number',
    half: true,
  },
] as const satisfies readonly SettingField[];

const limitFields = [
  { name: 'limits_memory', label: 'Memory', kind: 'text', mono: true, half: true, whenEmpty: '0' },
  {
    name: 'limits_memory_swap',
    label: 'Memory and swap',
    kind: 'text',
    mono: true,
    half: true,
    whenEmpty: '0',
  },
  {
    name: 'limits_memory_reservation',
    label: 'Reserved memory',
    kind: 'text',
    mono: true,
    half: true,
    whenEmpty: '0',
  },
  { name: 'limits_cpus', label: 'CPUs', kind: 'text', mono: true, half: true, whenEmpty: '0' },
  { name: 'limits_cpu_shares', label: 'CPU shares', kind: 'number', half: true },
] as const satisfies readonly SettingField[];

/**
 * Settings for the limits of a container.
 * @param more fields that only one kind of workload has
 */
export function limitSettings<Name extends string>(
  more: readonly SettingField<Name>[],
): SettingGroup<Name | (typeof limitFields)[number]['name']> {
  return {
    title: 'Resources',
    description: '0 means no limit. Enter memory as 512m or 2g.',
    fields: [...limitFields, ...more],
  };
}
