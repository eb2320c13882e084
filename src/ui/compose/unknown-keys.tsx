'use client';

import { SettingsSection } from '../page/section';
import { useIsAdministrator } from '../session/use-can';
import type { SettingGroup } from '../workload/setting-field';
import { SettingsForm } from '../workload/settings-form';

interface Changes {
  ignore_unknown_keys?: boolean;
}

/** Texts of the switch, shared by all forms that have it. */
export const unknownKeysSwitch = {
  name: 'ignore_unknown_keys',
  label: 'Ignore unknown keys',
  hint: 'For files that other programs also read',
} as const;

const group: SettingGroup<keyof Changes> = {
  title: 'Unknown keys',
  description:
    'Keys that are not in the Compose Specification are refused, because most are typos. Owners and admins can have them ignored instead; each deployment log lists them. Keys that Gantry knows and does not allow are still refused.',
  fields: [{ ...unknownKeysSwitch, kind: 'switch' }],
};

interface UnknownKeysProps {
  values: Changes;
  isLocked: boolean;
  save: (changes: Changes) => Promise<unknown>;
}

/** Setting that ignores unknown keys of a compose file: visible to all, changed by owners and admins. */
export function UnknownKeys({ values, isLocked, save }: UnknownKeysProps) {
  const isAdministrator = useIsAdministrator();
  return (
    <SettingsSection
      title={group.title}
      description={group.description}
      locked={isLocked || !isAdministrator}
    >
      <SettingsForm values={values} group={group} save={save} />
    </SettingsSection>
  );
}
