'use client';

import { GitPullRequest } from 'lucide-react';
import { isComposed } from '../application/describe';
import { useApplication } from '../application/use-application';
import { useUpdateApplication } from '../application/use-update-application';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenials } from '../session/use-can';
import type { SettingGroup } from '../workload/setting-field';
import { SettingsForm } from '../workload/settings-form';
import { PreviewSection } from './preview-section';
import { usePreviews } from './use-previews';

type Field = Parameters<ReturnType<typeof useUpdateApplication>>[0];

const settings: SettingGroup<keyof Field & string> = {
  title: 'Settings',
  description: 'Each pull request to the application’s branch gets its own address, variables and volumes.',
  fields: [
    {
      name: 'is_preview_deployments_enabled',
      label: 'Previews',
      kind: 'switch',
      hint: 'Deploy pull requests, and remove their previews when they are closed',
    },
    {
      name: 'is_pr_deployments_public_enabled',
      label: 'Forks',
      kind: 'switch',
      hint: 'Deploy pull requests from forks without approval',
    },
    {
      name: 'preview_url_template',
      label: 'Address',
      kind: 'text',
      mono: true,
      hint: 'Can contain {{pr_id}}, {{domain}} and {{random}}',
    },
    {
      name: 'preview_limit',
      label: 'Maximum previews',
      kind: 'number',
      half: true,
      hint: 'Further pull requests wait for a place',
    },
    {
      name: 'preview_expiry_days',
      label: 'Days until removed',
      kind: 'number',
      half: true,
      hint: 'Days without a new commit. 0 keeps previews until the pull request is closed',
    },
    {
      name: 'preview_network',
      label: 'Network',
      kind: 'select',
      options: [
        ['own', 'A network of its own for each preview'],
        ['environment', 'The network of the environment'],
      ],
      hint: 'In the network of the environment, previews reach its databases and other workloads. Forks always have their own',
    },
    {
      name: 'preview_limits_memory',
      label: 'Memory limit',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'For example 512m; 0 for none. Empty: as the application. Forks get at most 512m where there is no limit',
    },
    {
      name: 'preview_limits_cpus',
      label: 'CPU limit',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'For example 0.5; 0 for none. Empty: as the application. Forks get one CPU where there is no limit',
    },
  ],
};

/** Previews of an application, and the settings for them. */
export function PreviewsPage({ uuid }: { uuid: string }) {
  const { application } = useApplication(uuid);
  const previews = usePreviews(uuid);
  const update = useUpdateApplication(uuid);
  const project = application?.project_uuid;
  const isStack = application !== undefined && isComposed(application);
  const locked = useDenials()('application:update', project);
  if (application?.source_kind === 'compose')
    return (
      <EmptyState icon={GitPullRequest} title="No pull requests">
        Previews deploy pull requests, but this application’s compose file is not in a repository.
      </EmptyState>
    );
  return (
    <>
      <QueryView query={previews.query} what="Previews" skeleton={<ListSkeleton label="previews" />}>
        {(list) =>
          list.length === 0 ? (
            <div className="mb-10">
              <EmptyState icon={GitPullRequest} title="No previews">
                A preview runs a pull request alongside the application, at its own address, until the pull
                request is closed. Switch previews on below, and send pull request events to the webhook.
              </EmptyState>
            </div>
          ) : (
            list.map((preview) => (
              <PreviewSection
                key={preview.uuid}
                {...{ uuid, isComposed: isStack, project, preview, previews }}
              />
            ))
          )
        }
      </QueryView>
      {application && (
        <SettingsSections locked={locked}>
          <SettingsSection title={settings.title} description={settings.description} locked={locked !== null}>
            <SettingsForm
              values={{ ...application.settings, ...application }}
              group={settings}
              save={update}
            />
          </SettingsSection>
        </SettingsSections>
      )}
    </>
  );
}
