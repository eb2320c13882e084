'use client';

import { UnknownKeys } from '../compose/unknown-keys';
import { ConnectedEnvironmentSettings } from '../connected-environments/connected-environments';
import { SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenials } from '../session/use-can';
import { SettingsForm } from '../workload/settings-form';
import { TagSettings } from '../workload/tag-settings';
import { ComposeLink } from './compose-link';
import { isComposed, sourceKind } from './describe';
import { ApplicationDestinations } from './destinations/application-destinations';
import { DockerfileForm } from './dockerfile-form';
import { groupsOf } from './groups-of';
import { useApplication } from './use-application';
import { useUpdateApplication } from './use-update-application';

export function SettingsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  const { application } = useApplication(uuid);
  const update = useUpdateApplication(uuid);
  if (!application) return <ListSkeleton label="settings" />;
  const source = sourceKind(application);
  const locked = denialOf('application:update', application.project_uuid);
  // The API returns switches in `settings` and accepts them at the top level (coolify-api §2).
  const { settings } = application;
  const values = { ...settings, use_build_server: settings.is_build_server_enabled, ...application };
  return (
    <SettingsSections locked={locked}>
      {source === 'dockerfile' && (
        <SettingsSection
          title="Source"
          description="The Dockerfile to build. Its build context is empty."
          locked={locked !== null}
        >
          <DockerfileForm application={application} />
        </SettingsSection>
      )}
      {isComposed(application) && (
        <SettingsSection
          title={source === 'compose' ? 'Source' : 'Components'}
          description="The components defined in its compose file."
          locked={false}
        >
          <ComposeLink uuid={uuid} isOfRepository={source === 'git'} />
        </SettingsSection>
      )}
      {groupsOf(application).map((group) => (
        <SettingsSection
          key={group.title}
          title={group.title}
          description={group.description}
          locked={locked !== null}
        >
          <SettingsForm values={values} group={group} save={update} />
        </SettingsSection>
      ))}
      <ConnectedEnvironmentSettings kind="application" workload={application} locked={locked !== null} />
      <ApplicationDestinations application={application} locked={locked !== null} />
      <TagSettings kind="application" uuid={uuid} locked={locked !== null} />
      {isComposed(application) && <UnknownKeys values={settings} isLocked={locked !== null} save={update} />}
    </SettingsSections>
  );
}
