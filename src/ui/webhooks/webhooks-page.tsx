'use client';

import { Webhook } from 'lucide-react';
import { useApplication } from '../application/use-application';
import { EmptyState } from '../feedback/empty-state';
import { Section, SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import type { Application } from '../resources';
import { useDenials } from '../session/use-can';
import { Deliveries } from './deliveries';
import { PushRulesForm } from './push-rules-form';
import { WebhookForm } from './webhook-form';

export function WebhooksPage({ uuid }: { uuid: string }) {
  const { application } = useApplication(uuid);
  if (!application) return <ListSkeleton label="webhooks" />;
  if (application.git_repository === null)
    return (
      <EmptyState icon={Webhook} title="No repository to be pushed to">
        This application is not built from a Git repository. Deploy it from your pipeline by the API instead.
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
          description="The forge calls this address at every push, and signs the call with the secret."
        >
          {application.source_kind === 'github_app' ? (
            <p className="text-ink-2">Pushes arrive by its GitHub App. There is nothing to set up.</p>
          ) : application.source_id !== null ? (
            <p className="text-ink-2">
              Pushes arrive by its GitLab app, whose webhook is set once for all projects.
            </p>
          ) : (
            <WebhookForm application={application} />
          )}
        </SettingsSection>
        <SettingsSection
          title="Deploy on push"
          locked={locked !== null}
          description={
            <>
              Which pushes to <code className="text-ink">{application.git_branch}</code> deploy this
              application.
            </>
          }
        >
          <PushRulesForm application={application} />
        </SettingsSection>
      </SettingsSections>
      <Section title="Deliveries" description="What the forge has sent, and why it was deployed or not.">
        <Deliveries application={application} />
      </Section>
    </>
  );
}
