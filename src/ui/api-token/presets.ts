import type { Ability } from '../../domain/permission';

/** What people create tokens for, as abilities (authorization contract §4). */
export const presets: readonly { value: string; title: string; text: string; abilities: Ability[] }[] = [
  {
    value: 'read',
    title: 'Read',
    text: 'Lists and states, no secrets. For dashboards.',
    abilities: ['read'],
  },
  {
    value: 'deploy',
    title: 'Deploy',
    text: 'Read, deploy, start, stop. For CI.',
    abilities: ['read', 'deploy'],
  },
  {
    value: 'write',
    title: 'Read and write',
    text: 'Create and change everything, deploy, no secrets. For Terraform.',
    abilities: ['read', 'write', 'deploy'],
  },
  {
    value: 'inherit',
    title: 'Same as me',
    text: 'Everything you may do, with secrets, and no more than that.',
    abilities: ['inherit'],
  },
];

export const lifetimes = [7, 30, 60, 90, 365] as const;
export type Lifetime = (typeof lifetimes)[number] | null;

/** The value of the form's list → days; "never" is null. */
export function lifetimeOf(text: string): Lifetime {
  return lifetimes.find((days) => String(days) === text) ?? null;
}

/** Presets by name, anything else as its abilities. */
export function describeAbilities(abilities: readonly string[]): string {
  const key = (list: readonly string[]) => [...list].sort().join();
  return presets.find((preset) => key(preset.abilities) === key(abilities))?.title ?? abilities.join(', ');
}
