'use client';

import { useDenials } from '../session/use-can';
import { SettingsSection, SettingsSections } from '../shell/section';
import { ApplicationFrame } from './application-frame';
import { DomainsForm } from './domains-form';

export function DomainsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  return (
    <ApplicationFrame uuid={uuid}>
      {(application, server) => {
        const locked = denialOf('application:update', application.project_uuid);
        return (
          <SettingsSections locked={locked}>
            <SettingsSection
              title="Domains"
              locked={locked !== null}
              description={
                <>
                  Point each name at <code className="text-ink">{server?.ip}</code>. The proxy of{' '}
                  {server?.name} sends its traffic here and gets a certificate for https.
                </>
              }
            >
              <DomainsForm application={application} />
            </SettingsSection>
          </SettingsSections>
        );
      }}
    </ApplicationFrame>
  );
}
