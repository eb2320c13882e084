'use client';

import { SettingsSection, SettingsSections } from '../shell/section';
import { ApplicationFrame } from './application-frame';
import { DomainsForm } from './domains-form';

export function DomainsPage({ uuid }: { uuid: string }) {
  return (
    <ApplicationFrame uuid={uuid}>
      {(application, server) => (
        <SettingsSections>
          <SettingsSection
            title="Domains"
            description={
              <>
                Point each name at <code className="text-ink">{server?.ip}</code>. The proxy of {server?.name}{' '}
                sends its traffic here and gets a certificate for https.
              </>
            }
          >
            <DomainsForm application={application} />
          </SettingsSection>
        </SettingsSections>
      )}
    </ApplicationFrame>
  );
}
