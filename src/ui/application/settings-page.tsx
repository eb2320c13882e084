'use client';

import { SettingsSection, SettingsSections } from '../shell/section';
import { ApplicationFrame } from './application-frame';
import { sourceKind } from './describe';
import { DockerfileForm } from './dockerfile-form';
import { settingGroups } from './settings-fields';
import { SettingsForm } from './settings-form';

const { general, image, git, build, health, network, limits } = settingGroups;

export function SettingsPage({ uuid }: { uuid: string }) {
  return (
    <ApplicationFrame uuid={uuid}>
      {(application) => {
        const source = sourceKind(application);
        const groups = {
          image: [general, image, health, network, limits],
          git: [general, git, build, health, network, limits],
          dockerfile: [general, health, network, limits],
        }[source];
        return (
          <SettingsSections>
            {source === 'dockerfile' && (
              <SettingsSection
                title="Source"
                description="The Dockerfile that is built. Its context is empty."
              >
                <DockerfileForm application={application} />
              </SettingsSection>
            )}
            {groups.map((group) => (
              <SettingsSection key={group.title} title={group.title} description={group.description}>
                <SettingsForm application={application} group={group} />
              </SettingsSection>
            ))}
          </SettingsSections>
        );
      }}
    </ApplicationFrame>
  );
}
