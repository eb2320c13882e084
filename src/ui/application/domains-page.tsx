'use client';

import { SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenials } from '../session/use-can';
import { ApplicationCertificates } from './application-certificates';
import { ComposeLink } from './compose-link';
import { isComposed } from './describe';
import { DomainsForm } from './domains-form';
import { useApplication } from './use-application';

export function DomainsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  const { application, server } = useApplication(uuid);
  if (!application) return <ListSkeleton label="domains" />;
  const locked = denialOf('application:update', application.project_uuid);
  return (
    <SettingsSections locked={locked}>
      <SettingsSection
        title="Domains"
        locked={locked !== null}
        description={
          <>
            Point the DNS of each domain to <code className="text-ink">{server?.ip}</code>. The proxy on{' '}
            {server?.name} routes the traffic here and obtains certificates for https.
          </>
        }
      >
        {isComposed(application) ? (
          <ComposeLink uuid={uuid} isOfRepository={application.git_repository !== null} />
        ) : (
          <DomainsForm application={application} />
        )}
      </SettingsSection>
      <ApplicationCertificates application={application} />
    </SettingsSections>
  );
}
