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
  description:
    'Each pull request to the branch of the application gets an address, variables and volumes of its own.',
  fields: [
    {
      name: 'is_preview_deployments_enabled',
      label: 'Previews',
      kind: 'switch',
      hint: 'Deploy pull requests, and remove what they had when they are closed',
    },
    {
      name: 'is_pr_deployments_public_enabled',
      label: 'Forks',
      kind: 'switch',
      hint: 'Deploy pull requests of forks without an approval',
    },
    {
      name: 'preview_url_template',
      label: 'Address',
      kind: 'text',
      mono: true,
      hint: 'With {{pr_id}}, {{domain}} and {{random}}',
    },
    { name: 'preview_limit', label: 'Most previews', kind: 'number', half: true },
    {
      name: 'preview_expiry_days',
      label: 'Days until removed',
      kind: 'number',
      half: true,
      hint: 'Without a new commit; 0 keeps them until they are closed',
    },
  ],
};

/** The previews of an application, and how they are made. */
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
        A preview runs a pull request, and the compose file of this application is in no repository.
      </EmptyState>
    );
  return (
    <>
      <QueryView query={previews.query} what="Previews" skeleton={<ListSkeleton label="previews" />}>
        {(list) =>
          list.length === 0 ? (
            <div className="mb-10">
              <EmptyState icon={GitPullRequest} title="No previews">
                A preview runs a pull request beside the application, at an address of its own, until the pull
                request is closed. Switch previews on below, and let the forge send pull request events to the
                webhook.
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
