'use client';

import { Webhook } from 'lucide-react';
import { useApplication } from '../application/use-application';
import { EmptyState } from '../feedback/empty-state';
import { Section, SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import type { Application } from '../resources';
import { useDenials } from '../session/use-can';
import { CommitStatuses } from './commit-statuses';
import { Deliveries } from './deliveries';
import { PushRulesForm } from './push-rules-form';
import { WebhookForm } from './webhook-form';

export function WebhooksPage({ uuid }: { uuid: string }) {
  const { application } = useApplication(uuid);
  if (!application) return <ListSkeleton label="webhooks" />;
  if (application.git_repository === null)
    return (
      <EmptyState icon={Webhook} title="No Git repository">
        This application is not built from a Git repository. Deploy it from your pipeline with the API
        instead.
      </EmptyState>
    );
  return <Webhooks application={application} />;
}

function Webhooks({ application }: { application: Application }) {
  const denialOf = useDenials();
  const locked = denialOf('application:update', application.project_uuid);
  return (
    <>
      <SettingsSections locked={locked}>
        <SettingsSection
          title="Webhook"
          locked={locked !== null}
          description="Your Git provider calls this URL on every push and signs the call with the secret."
        >
          {application.source_kind === 'github_app' ? (
            <p className="text-ink-2">Pushes arrive through its GitHub App. There is nothing to set up.</p>
          ) : application.source_id !== null ? (
            <p className="text-ink-2">
              Pushes arrive through its GitLab app, whose webhook is set up once for all projects.
            </p>
          ) : (
            <WebhookForm application={application} />
          )}
        </SettingsSection>
        <SettingsSection
          title="Deploy on push"
          locked={locked !== null}
          description="Choose which pushes deploy this application."
        >
          <PushRulesForm application={application} />
        </SettingsSection>
        <SettingsSection
          title="Commit statuses"
          description="Your Git provider shows each deployment at its commit, and one comment at each pull request that has a preview."
        >
          <CommitStatuses uuid={application.uuid} />
        </SettingsSection>
      </SettingsSections>
      <Section title="Deliveries" description="What your Git provider sent, and why it was deployed or not.">
        <Deliveries application={application} />
      </Section>
    </>
  );
}
