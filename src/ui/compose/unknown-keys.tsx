'use client';

import { SettingsSection } from '../page/section';
import { useIsAdministrator } from '../session/use-can';
import type { SettingGroup } from '../workload/setting-field';
import { SettingsForm } from '../workload/settings-form';

interface Changes {
  ignore_unknown_keys?: boolean;
}

/** The switch, wherever it is. */
export const unknownKeysSwitch = {
  name: 'ignore_unknown_keys',
  label: 'Ignore unknown keys',
  hint: 'For files that other programs read as well',
} as const;

const group: SettingGroup<keyof Changes> = {
  title: 'Unknown keys',
  description:
    'A key that the Compose Specification does not have is refused: most often it is a spelling mistake. Owners and admins may have such keys ignored instead; the log of each deployment names them. Keys that Gantry knows and refuses stay refused.',
  fields: [{ ...unknownKeysSwitch, kind: 'switch' }],
};

interface UnknownKeysProps {
  values: Changes;
  isLocked: boolean;
  save: (changes: Changes) => Promise<unknown>;
}

/** Whether keys of a compose file that no one knows are ignored: for owners and admins, shown to all. */
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
