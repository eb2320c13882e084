import type { Ability } from '../../domain/permission/ability';

export type PresetName = 'read' | 'deploy' | 'write' | 'inherit' | 'root' | 'custom';

interface Preset {
  value: PresetName;
  title: string;
  text: string;
  abilities: readonly Ability[];
}

/** Common uses of tokens, as abilities (authorization contract §4). */
export const presets: readonly Preset[] = [
  {
    value: 'read',
    title: 'Read',
    text: 'Lists and states, without secrets. For dashboards.',
    abilities: ['read'],
  },
  {
    value: 'deploy',
    title: 'Deploy',
    text: 'Read, deploy, start and stop. For CI.',
    abilities: ['read', 'deploy'],
  },
  {
    value: 'write',
    title: 'Read and write',
    text: 'Create, change and deploy everything, without secrets. For Terraform.',
    abilities: ['read', 'write', 'deploy'],
  },
  {
    value: 'inherit',
    title: 'Same as me',
    text: 'Whatever you may do at the time, including secrets. Follows your role.',
    abilities: ['inherit'],
  },
  {
    value: 'root',
    title: 'Everything',
    text: 'All permissions, including secrets and members. For emergencies.',
    abilities: ['root'],
  },
  { value: 'custom', title: 'Custom', text: 'Choose abilities and individual permissions.', abilities: [] },
];

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join() === [...b].sort().join();
}

/** Find the preset that grants exactly these rights; `custom` when there is none. */
export function presetOf(abilities: readonly string[], scopes: readonly string[]): PresetName {
  if (scopes.length > 0) return 'custom';
  return (
    presets.find((preset) => preset.abilities.length > 0 && sameSet(preset.abilities, abilities))?.value ??
    'custom'
  );
}

/** Describe the rights of a token in a few words: its preset, or its abilities and the number of single permissions. */
export function describeAccess(abilities: readonly string[], scopes: readonly string[]): string {
  const preset = presetOf(abilities, scopes);
  if (preset !== 'custom') return presets.find(({ value }) => value === preset)?.title ?? preset;
  const single =
    scopes.length > 0 ? [`${scopes.length} ${scopes.length === 1 ? 'permission' : 'permissions'}`] : [];
  return [...abilities, ...single].join(', ') || 'Nothing';
}
