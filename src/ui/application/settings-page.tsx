'use client';

import { useDenials } from '../session/use-can';
import { SettingsSection, SettingsSections } from '../shell/section';
import { ApplicationFrame } from './application-frame';
import { sourceKind } from './describe';
import { DockerfileForm } from './dockerfile-form';
import { settingGroups } from './settings-fields';
import { SettingsForm } from './settings-form';

const { general, image, git, build, health, network, limits } = settingGroups;

export function SettingsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  return (
    <ApplicationFrame uuid={uuid}>
      {(application) => {
        const source = sourceKind(application);
        const locked = denialOf('application:update', application.project_uuid);
        const groups = {
          image: [general, image, health, network, limits],
          git: [general, git, build, health, network, limits],
          dockerfile: [general, health, network, limits],
        }[source];
        return (
          <SettingsSections locked={locked}>
            {source === 'dockerfile' && (
              <SettingsSection
                title="Source"
                description="The Dockerfile that is built. Its context is empty."
                locked={locked !== null}
              >
                <DockerfileForm application={application} />
              </SettingsSection>
            )}
            {groups.map((group) => (
              <SettingsSection
                key={group.title}
                title={group.title}
                description={group.description}
                locked={locked !== null}
              >
                <SettingsForm application={application} group={group} />
              </SettingsSection>
            ))}
          </SettingsSections>
        );
      }}
    </ApplicationFrame>
  );
}
